"""The forms of a visit: 工作方案, 审批表, 检查通知书, 现场检查笔录.

After the seven templates of 司法部 for 行政检查 (审批—通知—实施—记录—反馈) and the common forms of
rectification (``domain.md`` §4), in their order and from memory [recalled]: the office puts its
own in their place where they differ.
"""

from __future__ import annotations

from exports.word.form import DATE, FOUR, TWO, Form, Line, Signs, Table, body

INSIDE = "内部材料，不交检查对象　　任务编号：{{ task }}"
NAMES = Table(
    "people",
    ("姓名", "单位", "执法证号", "代表实施主体"),
    ("{{ row.name }}", "{{ row.unit }}", "{{ row.certificate }}", "{{ row.stands_for }}"),
    (26, 50, 40, 44),
)

PLAN = Form(
    issuer="{{ street }}",
    number=INSIDE,
    parts=(
        Signs(
            (
                ("检查对象", "{{ site }}", "施工许可证号", "{{ permit }}"),
                ("地址", "{{ address }}", "施工单位", "{{ company }}"),
                ("检查时间", "{{ when }}", "牵头单位", "{{ lead }}"),
                ("检查类型", "{{ kinds }}", "平台任务编号", "{{ number }}"),
                ("车辆", "{{ cars }}", "协助人员", "{{ helpers }}"),
            ),
            FOUR,
        ),
        Line("一、检查主体、事项和事由", bold=True),
        Table(
            "needs",
            ("实施主体", "类型", "检查事项", "事由"),
            ("{{ row.body }}", "{{ row.kind }}", "{{ row.subjects }}", "{{ row.why }}"),
            (30, 18, 50, 62),
        ),
        Line("二、执法人员", bold=True),
        NAMES,
        Line("三、要求", bold=True),
        *body(
            "1. 同进同出，一次查完；先出示执法证件，不重复索要材料。",
            "2. 各主体分别制作笔录，两名持证人员签名；协助人员不签字。",
            "3. 隐患当场告知，依法责令改正；不属职权的移送有权机关。",
        ),
        Signs(
            (
                ("拟稿", "", "审核", ""),
                ("批准人", "{{ approver }}", "批准日期", "{{ approved_on }}"),
            ),
            FOUR,
        ),
    ),
)

APPROVAL = Form(
    issuer="{{ street }}",
    number=INSIDE,
    parts=(
        Signs(
            (
                ("检查对象", "{{ company }}（{{ site }}）"),
                ("统一社会信用代码", "{{ company_code }}"),
                ("地址", "{{ address }}"),
                ("检查类型", "{{ kinds }}"),
                ("检查时间", "{{ when }}"),
                ("检查方式", "□现场检查　□非现场检查"),
                ("协助人员", "{{ helpers }}（{{ helper_count }}人，只协助，不签字）"),
            ),
            TWO,
        ),
        Table(
            "needs",
            ("实施主体", "类型", "检查事项", "事由"),
            ("{{ row.body }}", "{{ row.kind }}", "{{ row.subjects }}", "{{ row.why }}"),
            (30, 18, 50, 62),
        ),
        NAMES,
        Signs(
            (
                ("承办人意见", "\n签名：　　　　　　　　____年__月__日"),
                ("承办机构意见", "\n签名：　　　　　　　　____年__月__日"),
                ("负责人审批意见", "{{ approver }}\n签名：　　　　　　　　____年__月__日"),
            ),
            TWO,
        ),
    ),
)

NOTICE = Form(
    issuer="{{ street }}",
    number="文号：________",
    parts=(
        Line("{{ company }}："),
        *body(
            "依据《中华人民共和国安全生产法》《浙江省综合行政执法条例》等规定，现派执法人员于"
            "{{ when }}对你单位{{ site }}（{{ address }}）进行现场检查，由{{ lead }}牵头，"
            "一次完成下列事项：",
        ),
        Table(
            "bodies",
            ("实施主体", "检查事项", "执法人员（执法证号）"),
            ("{{ row.body }}", "{{ row.subjects }}", "{{ row.officers }}"),
            (36, 66, 58),
        ),
        *body(
            "请安排现场负责人到场配合，如实提供有关材料，不得拒绝、阻碍。",
            "检查人员应当主动出示执法证件；未出示的，你单位有权拒绝检查。认为检查人员与检查事项有"
            "直接利害关系的，可以申请回避；对检查有陈述、申辩的权利。",
        ),
        Line("（印章）", align="right"),
        DATE,
        Signs((("签收人", "", "签收时间", ""), ("拒签情况", "", "见证人", "")), FOUR),
    ),
)

RECORD = Form(
    issuer="{{ body }}",
    number="任务编号：{{ task }}　行政行为码：________",
    parts=(
        Signs(
            (
                ("检查时间", "____年__月__日__时__分至__时__分", "检查地点", "{{ address }}"),
                ("检查对象", "{{ company }}", "项目名称", "{{ site }}"),
                ("现场负责人", "", "身份证件及职务", ""),
                ("检查人员", "{{ officers }}", "协助人员", "{{ helpers }}"),
            ),
            FOUR,
        ),
        *body(
            "告知事项：我们是{{ body }}执法人员，已出示执法证件，现依法进行检查，事项为："
            "{{ subjects }}。请予配合，如实说明情况。你有陈述、申辩的权利；认为检查人员与本次检查有"
            "直接利害关系的，可以申请回避。是否申请回避：□否　□是（理由：________）",
        ),
        Line("检查情况：", bold=True),
        Table(
            "record",
            ("检查事项", "检查内容", "现场情况"),
            ("{{ row.item }}", "{{ row.check }}", ""),
            (42, 62, 56),
        ),
        Line("其他需要记录的情况：________________________________________"),
        *body("以上笔录已交我阅看（已向我宣读），与事实相符。（由被检查人填写）________________"),
        Signs(
            (
                ("检查人员签名及证号", "", "检查人员签名及证号", ""),
                ("现场负责人签名", "", "日期", ""),
                ("拒签情况", "", "见证人签名", ""),
            ),
            FOUR,
        ),
    ),
)
