"""How long does a 5,000-row workbook take to read, and how much memory? (target: 3 s, 300 MB)

Writes the workbook into a temporary folder, then reads it in a fresh process, so that imports
and memory count; a bare walk over its cells with openpyxl in another fresh process is the
yardstick, because the machine is not the same from day to day.
"""

from __future__ import annotations

import argparse
import datetime
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def write_book(path: Path, rows: int) -> None:
    """Sites, officers and bodies of a street, and a history and ledger of ``rows`` together."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sites = book.create_sheet("工地")
    sites.append(["工地名称", "施工单位", "三色等级", "经度", "纬度", "开工日期"])
    for k in range(60):
        point = [120.12 + k / 1000, 30.29 + k / 1000]
        sites.append(
            [f"工地{k:02d}号", f"建设公司{k % 9}", "红黄绿"[k % 3], *point, "2026年3月1日"]
        )
    bodies = book.create_sheet("部门")
    bodies.append(["部门名称"])
    officers = book.create_sheet("执法人员")
    officers.append(["姓名", "编制单位", "执法证号", "有效期"])
    for k in range(12):
        bodies.append([f"部门{k:02d}局"])
    for k in range(30):
        officers.append([f"人员{k:02d}", f"部门{k % 12:02d}局", f"3301{k:07d}", "2028.12.31"])
    _write_history(book.create_sheet("检查记录"), rows // 2)
    _write_ledger(book.create_sheet("问题隐患台账"), rows - rows // 2)
    book.save(path)


def _write_history(page: object, rows: int) -> None:
    head = (
        "工地 检查日期 实施主体 检查类型 检查人员 是否联合 开始时间 结束时间 检查结果 平台任务编号"
    )
    page.append(head.split())  # type: ignore[attr-defined]
    for k in range(rows):
        day = datetime.date(2025, 1, 1) + datetime.timedelta(days=k % 600)
        people = f"人员{k % 30:02d}、人员{(k + 7) % 30:02d}"
        visit = [f"工地{k % 60:02d}号", day, f"部门{k % 12:02d}局", "日常", people]
        page.append([*visit, "是", "9:00", "10:30", f"问题{k}", f"T{k:08d}"])  # type: ignore[attr-defined]


def _write_ledger(page: object, rows: int) -> None:
    from sites.vocabulary import SHEETS

    columns = SHEETS["hazards"].columns
    page.append([c.zh for c in columns])  # type: ignore[attr-defined]
    for k in range(rows):
        day = datetime.date(2025, 1, 1) + datetime.timedelta(days=k % 600)
        filled = {"site": f"工地{k % 60:02d}号", "what": f"第{k}处临边防护缺失", "state": "已销号"}
        values: dict[str, object] = {
            c.field: day if c.type == "date" else f"{c.zh}{k}" for c in columns
        }
        values |= filled | {"id": f"YH{k}", "fixed_at_once": "否", "round": 1, "body": "部门03局"}
        page.append([values[c.field] for c in columns])  # type: ignore[attr-defined]


def measure(path: Path, how: str) -> tuple[float, float]:
    """Seconds and peak MB of a fresh process that reads the file."""
    command = [sys.executable, __file__, "--child", how, str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1])


def child(how: str, path: Path) -> None:
    """Read the file once, imports included, and print seconds and peak MB."""
    began = time.perf_counter()
    if how == "reader":
        from sites.reading import read_book

        read_book(path)
    else:
        from openpyxl import load_workbook

        for page in load_workbook(path, read_only=True, data_only=True):
            for row in page.iter_rows():
                for cell in row:
                    _ = cell.value
    seconds = time.perf_counter() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Print seconds, peak MB, and the ratio to bare openpyxl in the same run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--child", nargs=2, metavar=("HOW", "PATH"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child[0], Path(arguments.child[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.xlsx"
        write_book(path, arguments.rows)
        best = {
            how: min(measure(path, how) for _ in range(arguments.repeats))
            for how in ("reader", "openpyxl")
        }
    for how, (seconds, megabytes) in best.items():
        print(f"{how}: {seconds:.2f} s, {megabytes:.0f} MB")
    print(f"reader / openpyxl: {best['reader'][0] / best['openpyxl'][0]:.2f}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
