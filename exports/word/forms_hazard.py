"""The forms of rectification: 责令改正通知书, 整改回复单, 复查意见书, 移送函, 送达回证.

As those of a visit, from memory [recalled].
"""

from __future__ import annotations

from exports.word.form import DATE, FOUR, TWO, Form, Line, Signs, Table, body

ORDER = Form(
    issuer="{{ body }}",
    number="文号：{{ number }}",
    parts=(
        Line("当事人：{{ company }}（统一社会信用代码：{{ company_code }}）"),
        Line("项目名称：{{ site }}　　地址：{{ address }}"),
        *body(
            "经查，你单位于{{ found_on }}存在下列问题，违反有关规定。"
            "依据《中华人民共和国行政处罚法》第二十八条和所列条款，现责令你单位按下表改正：",
        ),
        Table(
            "hazards",
            ("序号", "部位和违法事实（隐患）", "违反条款", "改正要求", "改正期限"),
            (
                "{{ row.number }}",
                "{{ row.place }}：{{ row.what }}",
                "{{ row.clause }}",
                "{{ row.measure }}",
                "{{ row.limit }}",
            ),
            (12, 52, 32, 32, 32),
        ),
        *body(
            "期限是日期，不按工作日计算。确需延期的，应在期满前书面申请。改正后请填写整改回复单，附"
            "整改后照片报我单位复查；逾期不改正的，将依法处理。",
            "如对本通知不服，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
        ),
        Line("联系人：________　　联系电话：________"),
        Line("（印章）", align="right"),
        DATE,
        Signs(
            (
                ("执法人员签名及证号", "", "执法人员签名及证号", ""),
                ("当事人签收", "", "签收日期", ""),
            ),
            FOUR,
        ),
    ),
)

REPLY = Form(
    number="通知书文号：{{ number }}",
    parts=(
        Line("{{ body }}："),
        *body("你单位责令改正的{{ site }}下列问题，我单位已整改，现报请复查。"),
        Table(
            "hazards",
            ("序号", "问题", "整改措施", "责任人", "完成时间", "佐证（照片）"),
            (
                "{{ row.number }}",
                "{{ row.place }}：{{ row.what }}",
                "",
                "{{ row.person }}",
                "{{ row.replied_on }}",
                "整改前：\n整改后：",
            ),
            (12, 44, 38, 20, 24, 22),
        ),
        Signs(
            (
                ("监理意见", "\n\n监理单位（{{ supervisor }}）盖章：　　　　____年__月__日"),
                ("施工单位", "\n\n{{ company }}（盖章）：　　　　____年__月__日"),
                ("复查意见", "\n\n复查人（两名）：　　　　　　____年__月__日"),
            ),
            TWO,
        ),
    ),
)

RECHECK = Form(
    issuer="{{ body }}",
    number="通知书文号：{{ number }}",
    parts=(
        Line("{{ company }}："),
        *body(
            "对{{ site }}责令改正的{{ count }}处问题，我单位于{{ rechecked_on }}"
            "以{{ recheck_mode }}方式进行第{{ round }}轮复查，意见如下：",
        ),
        Table(
            "hazards",
            ("序号", "问题", "期限", "佐证", "复查结论"),
            (
                "{{ row.number }}",
                "{{ row.place }}：{{ row.what }}",
                "{{ row.due }}",
                "{{ row.evidence }}",
                "{{ row.result }}",
            ),
            (12, 54, 26, 30, 38),
        ),
        Line("不合格的，应于____年__月__日前改正，并再次报请复查。"),
        Signs(
            (
                ("复查人（证号）", "{{ rechecker_1 }}", "复查人（证号）", "{{ rechecker_2 }}"),
                ("审核人", "{{ reviewer }}", "销号日期", "{{ closed_on }}"),
                ("被检查单位签收", "", "签收日期", ""),
            ),
            FOUR,
        ),
        Line("审核人不得是参加该次检查或复查的人员。"),
        Line("（印章）", align="right"),
        DATE,
    ),
)

TRANSFER = Form(
    issuer="{{ body }}",
    number="文号：________",
    parts=(
        Line("{{ moved_to }}："),
        *body(
            "我单位在{{ found_on }}对{{ company }}{{ site }}（{{ address }}）的检查中"
            "发现下列问题，依法应由你单位处理。现移送你单位，请依法办理，并将结果书面反馈我单位。",
        ),
        Table(
            "hazards",
            ("序号", "问题编号", "部位和问题", "依据条款"),
            (
                "{{ row.number }}",
                "{{ row.id }}",
                "{{ row.place }}：{{ row.what }}",
                "{{ row.clause }}",
            ),
            (12, 36, 68, 44),
        ),
        Line("附件：□现场检查笔录　□照片　□其他________"),
        Line("联系人：________　　联系电话：________"),
        Line("（印章）", align="right"),
        Line("{{ moved_on }}", align="right"),
        Signs(
            (
                ("接收单位", "{{ moved_to }}", "接收人、日期", ""),
                ("反馈", "□受理　□退回（理由：____）", "反馈日期", ""),
            ),
            FOUR,
        ),
    ),
)

RECEIPT = Form(
    issuer="{{ body }}",
    parts=(
        Signs(
            (
                ("送达文书及文号", "□责令改正通知书　□复查意见书　□其他____\n文号：{{ number }}"),
                ("受送达人", "{{ company }}"),
                ("送达地点", "{{ address }}（{{ site }}）"),
                ("送达方式", "□直接　□留置　□邮寄　□电子（已书面同意）"),
                ("受送达人签收", "\n签名或盖章：　　　　　　____年__月__日__时__分"),
                ("代收人及与受送达人关系", ""),
                ("拒收事由和日期", ""),
                ("见证人签名", ""),
                ("送达人（两名，证号）", ""),
                ("备注", ""),
            ),
            (48, 112),
        ),
    ),
)
