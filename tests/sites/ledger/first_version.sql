PRAGMA application_id=19234503;
BEGIN TRANSACTION;
CREATE TABLE absences (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	officer TEXT NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	part TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	noted_at DATE, 
	CONSTRAINT pk_absences PRIMARY KEY (row_no), 
	CONSTRAINT uq_absences_row_key UNIQUE (row_key)
);
CREATE TABLE accounts (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	officer TEXT NOT NULL, 
	body TEXT NOT NULL, 
	disabled BOOLEAN NOT NULL, 
	failed INTEGER NOT NULL, 
	locked_until DATETIME, 
	CONSTRAINT pk_accounts PRIMARY KEY (row_no), 
	CONSTRAINT uq_accounts_row_key UNIQUE (row_key)
);
CREATE TABLE acts (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	why TEXT NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_acts PRIMARY KEY (id)
);
INSERT INTO "acts" VALUES(1,'2026-11-23T09:00:00+08:00','张示例','建账','read street.xlsx');
INSERT INTO "acts" VALUES(2,'2026-11-23T09:00:01+08:00','王示例','复查','record tracker.xlsx');
CREATE TABLE bodies (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	acts_as TEXT NOT NULL, 
	count_by TEXT NOT NULL, 
	ceiling INTEGER, 
	recheck_days INTEGER NOT NULL, 
	recheck_in TEXT NOT NULL, 
	paper_recheck BOOLEAN NOT NULL, 
	min_people INTEGER NOT NULL, 
	own BOOLEAN, 
	contact TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	CONSTRAINT pk_bodies PRIMARY KEY (row_no), 
	CONSTRAINT uq_bodies_row_key UNIQUE (row_key)
);
CREATE TABLE calls (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	site TEXT NOT NULL, 
	complaint TEXT NOT NULL, 
	accepted_at DATETIME NOT NULL, 
	arrived_at DATETIME, 
	reported_at DATETIME, 
	arrive_minutes INTEGER NOT NULL, 
	report_minutes INTEGER NOT NULL, 
	"by" TEXT NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_calls PRIMARY KEY (row_no), 
	CONSTRAINT uq_calls_row_key UNIQUE (row_key)
);
CREATE TABLE campaigns (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	issuer TEXT NOT NULL, 
	from_above BOOLEAN NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	body TEXT NOT NULL, 
	items JSON NOT NULL, 
	sites JSON NOT NULL, 
	zones JSON NOT NULL, 
	colours JSON NOT NULL, 
	traits JSON NOT NULL, 
	state TEXT NOT NULL, 
	minutes INTEGER, 
	CONSTRAINT pk_campaigns PRIMARY KEY (row_no), 
	CONSTRAINT uq_campaigns_row_key UNIQUE (row_key)
);
CREATE TABLE closed_months (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	figures JSON NOT NULL, 
	late JSON NOT NULL, 
	trend JSON NOT NULL, 
	CONSTRAINT pk_closed_months PRIMARY KEY (row_no), 
	CONSTRAINT uq_closed_months_row_key UNIQUE (row_key)
);
CREATE TABLE companies (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	short_name TEXT NOT NULL, 
	credit_class TEXT NOT NULL, 
	pledge_on DATE, 
	CONSTRAINT pk_companies PRIMARY KEY (row_no), 
	CONSTRAINT uq_companies_row_key UNIQUE (row_key)
);
CREATE TABLE complaints (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	site TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	channel TEXT NOT NULL, 
	sent_at DATETIME, 
	body TEXT NOT NULL, 
	content TEXT NOT NULL, 
	contact_by DATETIME, 
	arrive_by DATETIME, 
	finish_by DATE, 
	repeat BOOLEAN NOT NULL, 
	verified BOOLEAN, 
	closed_on DATE, 
	called_back TEXT NOT NULL, 
	CONSTRAINT pk_complaints PRIMARY KEY (row_no), 
	CONSTRAINT uq_complaints_row_key UNIQUE (row_key)
);
CREATE TABLE conflicts (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	"of" TEXT NOT NULL, 
	"row" TEXT NOT NULL, 
	field TEXT NOT NULL, 
	site TEXT NOT NULL, 
	base TEXT NOT NULL, 
	in_ledger TEXT NOT NULL, 
	in_file TEXT NOT NULL, 
	file TEXT NOT NULL, 
	place TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	state TEXT NOT NULL, 
	took TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_conflicts PRIMARY KEY (row_no), 
	CONSTRAINT uq_conflicts_row_key UNIQUE (row_key)
);
CREATE TABLE day_marks (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	working BOOLEAN, 
	weather JSON NOT NULL, 
	reason TEXT NOT NULL, 
	suspended BOOLEAN NOT NULL, 
	CONSTRAINT pk_day_marks PRIMARY KEY (row_no), 
	CONSTRAINT uq_day_marks_row_key UNIQUE (row_key)
);
CREATE TABLE doubts (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	"of" TEXT NOT NULL, 
	"row" TEXT NOT NULL, 
	other TEXT NOT NULL, 
	score DOUBLE NOT NULL, 
	file TEXT NOT NULL, 
	state TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_doubts PRIMARY KEY (row_no), 
	CONSTRAINT uq_doubts_row_key UNIQUE (row_key)
);
CREATE TABLE draws (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	task_no TEXT NOT NULL, 
	name TEXT NOT NULL, 
	site TEXT NOT NULL, 
	body TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	campaign TEXT NOT NULL, 
	items JSON NOT NULL, 
	officers JSON NOT NULL, 
	drawn_on DATE, 
	first DATE, 
	last DATE, 
	from_above BOOLEAN NOT NULL, 
	origin TEXT NOT NULL, 
	skip BOOLEAN NOT NULL, 
	"instead" JSON NOT NULL, 
	why TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	CONSTRAINT pk_draws PRIMARY KEY (row_no), 
	CONSTRAINT uq_draws_row_key UNIQUE (row_key)
);
CREATE TABLE events (
	seq INTEGER NOT NULL, 
	act INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	verb TEXT NOT NULL, 
	noun TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	site TEXT NOT NULL, 
	changes JSON NOT NULL, 
	noted BOOLEAN NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (seq), 
	CONSTRAINT fk_events_act FOREIGN KEY(act) REFERENCES acts (id)
);
INSERT INTO "events" VALUES(1,1,'2026-11-23','added','settings','设置','','[{"field": "street", "old": null, "new": "示例街道"}]',0,'0f10fd9f3515c213e84ae4886f443004915a43ed3b0a8942abad54a84b1ea527');
INSERT INTO "events" VALUES(2,1,'2026-11-23','added','sites','示例花园','示例花园','[{"field": "id", "old": null, "new": "示例花园"}, {"field": "name", "old": null, "new": "示例花园"}, {"field": "contact", "old": null, "new": "#729f675f8a3d731a"}, {"field": "phone", "old": null, "new": "#4ce325fec1895dc9"}]',0,'488e68798668d9436cee4298a020dd030dcdcdf2eccab1b210c645bf6663a605');
INSERT INTO "events" VALUES(3,1,'2026-11-23','added','hazards','H0','示例花园','[{"field": "id", "old": null, "new": "H0"}, {"field": "site", "old": null, "new": "示例花园"}, {"field": "what", "old": null, "new": "临边防护缺失"}]',0,'bebb390a21ad0eff718a20c67b688f593c8338c51665e04a36f8dd7957500b7b');
INSERT INTO "events" VALUES(4,1,'2026-11-23','added','hazards','H1','示例花园','[{"field": "id", "old": null, "new": "H1"}, {"field": "site", "old": null, "new": "示例花园"}, {"field": "what", "old": null, "new": "临边防护缺失"}]',0,'3acf5a1936a57598c59bcfdfd878b6c4c825b4c5d54d501e0637b4e0871d2e9a');
INSERT INTO "events" VALUES(5,1,'2026-11-23','added','hazards','H2','示例花园','[{"field": "id", "old": null, "new": "H2"}, {"field": "site", "old": null, "new": "示例花园"}, {"field": "what", "old": null, "new": "临边防护缺失"}]',0,'d5e1d098b49f23b564edf45cc53fb781be547a55fbf4a45eea26ed5aeb4b691b');
INSERT INTO "events" VALUES(6,2,'2026-11-23','closed','hazards','H1','示例花园','[{"field": "closed_on", "old": null, "new": "2026-11-23"}, {"field": "state", "old": "open", "new": "closed"}]',0,'e88ba26e1fc6c04508afa7c76daecb1d4d7ed2d7756e200d2f48b231a60460d9');
INSERT INTO "events" VALUES(7,2,'2026-11-23','dropped','hazards','H2','示例花园','[{"field": "id", "old": "H2", "new": null}, {"field": "site", "old": "示例花园", "new": null}, {"field": "what", "old": "临边防护缺失", "new": null}]',0,'23c379d13c1c9ac4175bf0c8ac97242b887232c044f88efc84d3f53e39cdc50f');
INSERT INTO "events" VALUES(8,2,'2026-11-23','reminded','hazards','H0','示例花园','[]',1,'d03e07efbe3f35e3c19c6d7e0fdb7df0dc39f57da139de376c824326d11889a5');
CREATE TABLE exchanges (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	host TEXT NOT NULL, 
	guests JSON NOT NULL, 
	subject TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	CONSTRAINT pk_exchanges PRIMARY KEY (row_no), 
	CONSTRAINT uq_exchanges_row_key UNIQUE (row_key)
);
CREATE TABLE grants (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	officer TEXT NOT NULL, 
	body TEXT NOT NULL, 
	acts_for TEXT NOT NULL, 
	source TEXT NOT NULL, 
	document TEXT NOT NULL, 
	items JSON NOT NULL, 
	valid_from DATE, 
	valid_until DATE, 
	bodies_at_once INTEGER NOT NULL, 
	CONSTRAINT pk_grants PRIMARY KEY (row_no), 
	CONSTRAINT uq_grants_row_key UNIQUE (row_key)
);
CREATE TABLE hazards (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	site TEXT NOT NULL, 
	found_on DATE, 
	found_by_body TEXT NOT NULL, 
	finders JSON NOT NULL, 
	subject TEXT NOT NULL, 
	what TEXT NOT NULL, 
	type TEXT NOT NULL, 
	grade TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	due DATE, 
	liable TEXT NOT NULL, 
	liable_person TEXT NOT NULL, 
	fixed_on DATE, 
	closing TEXT NOT NULL, 
	task_no TEXT NOT NULL, 
	body TEXT NOT NULL, 
	clause TEXT NOT NULL, 
	place TEXT NOT NULL, 
	fixed_at_once BOOLEAN, 
	notice_no TEXT NOT NULL, 
	extended_to DATE, 
	extended_by TEXT NOT NULL, 
	replied_on DATE, 
	evidence TEXT NOT NULL, 
	round INTEGER NOT NULL, 
	rechecker_1 TEXT NOT NULL, 
	rechecker_2 TEXT NOT NULL, 
	rechecked_on DATE, 
	recheck_result TEXT, 
	recheck_mode TEXT, 
	reviewer TEXT NOT NULL, 
	closed_on DATE, 
	moved_to TEXT NOT NULL, 
	moved_on DATE, 
	moved_reply TEXT NOT NULL, 
	filed_on DATE, 
	case_no TEXT NOT NULL, 
	stopped_on DATE, 
	resumed_on DATE, 
	reported_on DATE, 
	listed_on DATE, 
	reminded_on DATE, 
	talked_on DATE, 
	cancelled_on DATE, 
	cancelled_by TEXT NOT NULL, 
	state TEXT NOT NULL, 
	unverified BOOLEAN NOT NULL, 
	note TEXT NOT NULL, 
	extra JSON NOT NULL, 
	typed JSON NOT NULL, 
	CONSTRAINT pk_hazards PRIMARY KEY (row_no), 
	CONSTRAINT uq_hazards_row_key UNIQUE (row_key)
);
INSERT INTO "hazards" VALUES(1,'H0',3,'H0','示例花园',NULL,'','[]','','临边防护缺失','','','',NULL,'','',NULL,'','','','','',NULL,'',NULL,'',NULL,'',0,'','',NULL,NULL,NULL,'',NULL,'',NULL,'',NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','open',0,'','[]','[]');
INSERT INTO "hazards" VALUES(2,'H1',6,'H1','示例花园',NULL,'','[]','','临边防护缺失','','','',NULL,'','',NULL,'','','','','',NULL,'',NULL,'',NULL,'',0,'','',NULL,NULL,NULL,'','2026-11-23','',NULL,'',NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','closed',0,'','[]','[]');
CREATE TABLE history (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	site TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	body TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	items JSON NOT NULL, 
	officers JSON NOT NULL, 
	joint BOOLEAN NOT NULL, 
	counted BOOLEAN, 
	from_above BOOLEAN NOT NULL, 
	task_no TEXT NOT NULL, 
	code TEXT NOT NULL, 
	approval TEXT NOT NULL, 
	starts INTEGER, 
	ends INTEGER, 
	result TEXT NOT NULL, 
	refused BOOLEAN NOT NULL, 
	published_on DATE, 
	origin TEXT NOT NULL, 
	onsite BOOLEAN NOT NULL, 
	CONSTRAINT pk_history PRIMARY KEY (row_no), 
	CONSTRAINT uq_history_row_key UNIQUE (row_key)
);
CREATE TABLE incidents (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	site TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	kind TEXT NOT NULL, 
	what TEXT NOT NULL, 
	noted_by TEXT NOT NULL, 
	cleared_on DATE, 
	CONSTRAINT pk_incidents PRIMARY KEY (row_no), 
	CONSTRAINT uq_incidents_row_key UNIQUE (row_key)
);
CREATE TABLE items (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	body TEXT NOT NULL, 
	power TEXT NOT NULL, 
	target TEXT NOT NULL, 
	traits JSON NOT NULL, 
	stages JSON NOT NULL, 
	days_red INTEGER, 
	days_yellow INTEGER, 
	days_green INTEGER, 
	mode TEXT NOT NULL, 
	offsite_ok BOOLEAN NOT NULL, 
	onsite_reason TEXT NOT NULL, 
	rain TEXT NOT NULL, 
	give_notice BOOLEAN NOT NULL, 
	minutes INTEGER NOT NULL, 
	skills JSON NOT NULL, 
	listed BOOLEAN NOT NULL, 
	"on" BOOLEAN NOT NULL, 
	likely_filed BOOLEAN NOT NULL, 
	checks JSON NOT NULL, 
	basis TEXT NOT NULL, 
	mark TEXT NOT NULL, 
	CONSTRAINT pk_items PRIMARY KEY (row_no), 
	CONSTRAINT uq_items_row_key UNIQUE (row_key)
);
CREATE TABLE keeping (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_keeping PRIMARY KEY (name)
);
INSERT INTO "keeping" VALUES('id','0123456789abcdef0123456789abcdef');
INSERT INTO "keeping" VALUES('salt','0123456789abcdef0123456789abcdef');
CREATE TABLE ledger_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT ledger_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "ledger_version" VALUES('0001');
CREATE TABLE legs (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	target TEXT NOT NULL, 
	minutes DOUBLE NOT NULL, 
	CONSTRAINT pk_legs PRIMARY KEY (row_no), 
	CONSTRAINT uq_legs_row_key UNIQUE (row_key)
);
CREATE TABLE members (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	site TEXT NOT NULL, 
	joined_on DATE NOT NULL, 
	left_on DATE, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (row_no), 
	CONSTRAINT uq_members_row_key UNIQUE (row_key)
);
CREATE TABLE officers (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	body TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	posted_to JSON NOT NULL, 
	acts_for JSON NOT NULL, 
	certificate TEXT NOT NULL, 
	certificate_until DATE, 
	skills JSON NOT NULL, 
	zone TEXT NOT NULL, 
	base TEXT NOT NULL, 
	own_way BOOLEAN NOT NULL, 
	phone TEXT NOT NULL, 
	CONSTRAINT pk_officers PRIMARY KEY (row_no), 
	CONSTRAINT uq_officers_row_key UNIQUE (row_key)
);
CREATE TABLE other_names (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	"of" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	"row" TEXT NOT NULL, 
	file TEXT NOT NULL, 
	CONSTRAINT pk_other_names PRIMARY KEY (row_no), 
	CONSTRAINT uq_other_names_row_key UNIQUE (row_key)
);
CREATE TABLE penalties (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	company TEXT NOT NULL, 
	site TEXT NOT NULL, 
	body TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	what TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	published_on DATE, 
	CONSTRAINT pk_penalties PRIMARY KEY (row_no), 
	CONSTRAINT uq_penalties_row_key UNIQUE (row_key)
);
CREATE TABLE photos (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	hazard TEXT NOT NULL, 
	task TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	content BLOB, 
	CONSTRAINT pk_photos PRIMARY KEY (row_no), 
	CONSTRAINT uq_photos_row_key UNIQUE (row_key)
);
CREATE TABLE pins (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	how TEXT NOT NULL, 
	site TEXT NOT NULL, 
	day DATE, 
	part TEXT, 
	officers JSON NOT NULL, 
	rule TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	until DATE, 
	cell TEXT NOT NULL, 
	CONSTRAINT pk_pins PRIMARY KEY (row_no), 
	CONSTRAINT uq_pins_row_key UNIQUE (row_key)
);
CREATE TABLE places (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	lon DOUBLE NOT NULL, 
	lat DOUBLE NOT NULL, 
	datum TEXT, 
	is_zone BOOLEAN NOT NULL, 
	CONSTRAINT pk_places PRIMARY KEY (row_no), 
	CONSTRAINT uq_places_row_key UNIQUE (row_key)
);
CREATE TABLE plans (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	version INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	"on" DATE, 
	round TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	CONSTRAINT pk_plans PRIMARY KEY (row_no), 
	CONSTRAINT uq_plans_row_key UNIQUE (row_key)
);
CREATE TABLE ratings (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	site TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	colour TEXT NOT NULL, 
	points DOUBLE, 
	manual BOOLEAN NOT NULL, 
	"by" TEXT NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_ratings PRIMARY KEY (row_no), 
	CONSTRAINT uq_ratings_row_key UNIQUE (row_key)
);
CREATE TABLE readings (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	file TEXT NOT NULL, 
	place TEXT NOT NULL, 
	"of" TEXT NOT NULL, 
	base_seq INTEGER, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_readings PRIMARY KEY (row_no), 
	CONSTRAINT uq_readings_row_key UNIQUE (row_key)
);
CREATE TABLE recusals (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	officer TEXT NOT NULL, 
	site TEXT NOT NULL, 
	company TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	first DATE, 
	last DATE, 
	CONSTRAINT pk_recusals PRIMARY KEY (row_no), 
	CONSTRAINT uq_recusals_row_key UNIQUE (row_key)
);
CREATE TABLE results (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	task TEXT NOT NULL, 
	body TEXT NOT NULL, 
	item TEXT NOT NULL, 
	line TEXT NOT NULL, 
	result TEXT NOT NULL, 
	finding TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	due DATE, 
	CONSTRAINT pk_results PRIMARY KEY (row_no), 
	CONSTRAINT uq_results_row_key UNIQUE (row_key)
);
CREATE TABLE rule_settings (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	rule TEXT NOT NULL, 
	param TEXT NOT NULL, 
	value TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	changed_by TEXT NOT NULL, 
	changed_on DATE, 
	cell TEXT NOT NULL, 
	CONSTRAINT pk_rule_settings PRIMARY KEY (row_no), 
	CONSTRAINT uq_rule_settings_row_key UNIQUE (row_key)
);
CREATE TABLE score_sheets (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	site TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	sheet TEXT NOT NULL, 
	form TEXT NOT NULL, 
	sure_full DOUBLE NOT NULL, 
	sure DOUBLE NOT NULL, 
	sure_zero BOOLEAN NOT NULL, 
	other_full DOUBLE NOT NULL, 
	other DOUBLE NOT NULL, 
	officers JSON NOT NULL, 
	CONSTRAINT pk_score_sheets PRIMARY KEY (row_no), 
	CONSTRAINT uq_score_sheets_row_key UNIQUE (row_key)
);
CREATE TABLE scoring (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	"trigger" TEXT NOT NULL, 
	points DOUBLE NOT NULL, 
	veto BOOLEAN NOT NULL, 
	basis TEXT NOT NULL, 
	changed_by TEXT NOT NULL, 
	changed_on DATE, 
	CONSTRAINT pk_scoring PRIMARY KEY (row_no), 
	CONSTRAINT uq_scoring_row_key UNIQUE (row_key)
);
CREATE TABLE settings (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	street TEXT NOT NULL, 
	today DATE, 
	datum TEXT, 
	office TEXT NOT NULL, 
	am_start INTEGER NOT NULL, 
	am_end INTEGER NOT NULL, 
	pm_start INTEGER NOT NULL, 
	pm_end INTEGER NOT NULL, 
	opening_minutes INTEGER NOT NULL, 
	merge_days INTEGER NOT NULL, 
	detour DOUBLE NOT NULL, 
	km_per_hour DOUBLE NOT NULL, 
	parking_minutes DOUBLE NOT NULL, 
	default_case_days INTEGER NOT NULL, 
	night_start INTEGER, 
	night_end INTEGER, 
	recheck_minutes INTEGER NOT NULL, 
	recheck_minutes_each INTEGER NOT NULL, 
	case_minutes INTEGER NOT NULL, 
	weight_red INTEGER NOT NULL, 
	weight_yellow INTEGER NOT NULL, 
	weight_green INTEGER NOT NULL, 
	weight_week_late INTEGER NOT NULL, 
	weight_complaint INTEGER NOT NULL, 
	weight_hazard INTEGER NOT NULL, 
	weight_statutory INTEGER NOT NULL, 
	draw_percent_red INTEGER NOT NULL, 
	draw_percent_yellow INTEGER NOT NULL, 
	draw_percent_green INTEGER NOT NULL, 
	draw_days_red INTEGER NOT NULL, 
	draw_days_yellow INTEGER NOT NULL, 
	draw_days_green INTEGER NOT NULL, 
	draw_people INTEGER NOT NULL, 
	draw_exempt JSON NOT NULL, 
	rating_days INTEGER NOT NULL, 
	rating_green INTEGER NOT NULL, 
	rating_yellow INTEGER NOT NULL, 
	call_arrive_minutes INTEGER NOT NULL, 
	call_report_minutes INTEGER NOT NULL, 
	remind_days INTEGER NOT NULL, 
	talk_days INTEGER NOT NULL, 
	case_days INTEGER NOT NULL, 
	keep_personal_days INTEGER, 
	prepared_by TEXT NOT NULL, 
	reviewed_by TEXT NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY (row_no), 
	CONSTRAINT uq_settings_row_key UNIQUE (row_key)
);
INSERT INTO "settings" VALUES(1,'设置',1,'示例街道',NULL,NULL,'街道办',540,690,810,1020,10,15,1.4,25.0,5.0,5,NULL,NULL,15,5,30,100,60,30,10,20,5,30,20,10,5,182,182,365,2,'["白名单", "免检"]',90,90,75,15,30,1,3,7,NULL,'','');
CREATE TABLE sites (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	address TEXT NOT NULL, 
	permit TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	builder TEXT NOT NULL, 
	supervisor TEXT NOT NULL, 
	canteen TEXT NOT NULL, 
	regulator TEXT NOT NULL, 
	street TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	community TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	status TEXT NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	manager TEXT NOT NULL, 
	chief_supervisor TEXT NOT NULL, 
	contact TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	colour TEXT NOT NULL, 
	rated_on DATE, 
	rated_why TEXT NOT NULL, 
	monitors JSON NOT NULL, 
	traits JSON NOT NULL, 
	lon DOUBLE, 
	lat DOUBLE, 
	datum TEXT, 
	opens INTEGER, 
	closes INTEGER, 
	closed_days JSON NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_sites PRIMARY KEY (row_no), 
	CONSTRAINT uq_sites_row_key UNIQUE (row_key)
);
INSERT INTO "sites" VALUES(1,'示例花园',2,'示例花园','示例花园','','','','','','','','','','','','active',NULL,NULL,'','','李示例','13800138000','green',NULL,'','[]','[]',NULL,NULL,NULL,NULL,NULL,'[]','');
CREATE TABLE tasks (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	visit TEXT NOT NULL, 
	site TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	starts INTEGER NOT NULL, 
	ends INTEGER NOT NULL, 
	lead TEXT NOT NULL, 
	officers JSON NOT NULL, 
	auxiliaries JSON NOT NULL, 
	stands_for JSON NOT NULL, 
	needs JSON NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	platform_no TEXT NOT NULL, 
	code TEXT NOT NULL, 
	began DATETIME, 
	ended DATETIME, 
	present JSON NOT NULL, 
	refused BOOLEAN NOT NULL, 
	refusal TEXT NOT NULL, 
	onsite BOOLEAN NOT NULL, 
	rest_fits BOOLEAN NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_tasks PRIMARY KEY (row_no), 
	CONSTRAINT uq_tasks_row_key UNIQUE (row_key)
);
CREATE TABLE tokens (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	account TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	expires DATETIME NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_tokens PRIMARY KEY (row_no), 
	CONSTRAINT uq_tokens_row_key UNIQUE (row_key)
);
CREATE TABLE vehicles (
	row_no INTEGER NOT NULL, 
	row_key TEXT NOT NULL, 
	row_seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	seats INTEGER NOT NULL, 
	driver TEXT NOT NULL, 
	base TEXT NOT NULL, 
	parts JSON NOT NULL, 
	closed_days JSON NOT NULL, 
	CONSTRAINT pk_vehicles PRIMARY KEY (row_no), 
	CONSTRAINT uq_vehicles_row_key UNIQUE (row_key)
);
CREATE INDEX ix_complaints_on ON complaints ("on");
CREATE INDEX ix_hazards_closed_on ON hazards (closed_on);
CREATE INDEX ix_hazards_found_on ON hazards (found_on);
CREATE INDEX ix_hazards_site ON hazards (site);
CREATE INDEX ix_hazards_state ON hazards (state);
CREATE INDEX ix_history_on ON history ("on");
CREATE INDEX ix_history_site ON history (site);
CREATE INDEX ix_photos_hazard ON photos (hazard);
CREATE INDEX ix_photos_task ON photos (task);
CREATE INDEX ix_results_task ON results (task);
CREATE INDEX ix_tasks_on ON tasks ("on");
CREATE INDEX ix_tasks_platform_no ON tasks (platform_no);
CREATE INDEX ix_events_noun_key_seq ON events (noun, "key", seq);
CREATE INDEX ix_events_on ON events ("on");
CREATE INDEX ix_events_site_seq ON events (site, seq);
CREATE TRIGGER acts_no_update BEFORE UPDATE ON acts
BEGIN SELECT RAISE(ABORT, 'acts are only ever added'); END;
CREATE TRIGGER acts_no_delete BEFORE DELETE ON acts
BEGIN SELECT RAISE(ABORT, 'acts are only ever added'); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
COMMIT;
