"""The board's pages. Each states TITLE, ORDER, ICON, ROLES and ``async def show(desk)``."""
