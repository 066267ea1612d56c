"""The map without a browser: points, outlines, zones and routes in one datum."""
