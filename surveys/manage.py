"""All rooms of surveys together, for the application to register."""

from surveys.findings import cli as findings_cli
from surveys.findings import manage as findings_desk
from surveys.findings import views as findings_pages
from surveys.findings.coding import manage as coding
from surveys.findings.freezing import manage as freezing_desk
from surveys.findings.packages import cli as packages_cli
from surveys.findings.packages import views as packages
from surveys.findings.reading import views as reading_pages
from surveys.findings.reading.exploring import views as exploring_pages
from surveys.findings.stories import manage as stories
from surveys.instruments import cli as instruments_cli
from surveys.instruments import manage as instruments_desk
from surveys.instruments import views as questions_pages
from surveys.instruments.agreement import manage as agreement_desk
from surveys.instruments.editing import manage as instrument_drafts_desk
from surveys.instruments.editing.frame import manage as draft_frame_desk
from surveys.instruments.editing.questions import manage as draft_questions_desk
from surveys.instruments.odd import manage as odd_desk
from surveys.instruments.odd import views as odd_pages
from surveys.instruments.translating import manage as translations_desk
from surveys.instruments.xlsform import manage as xlsform_desk
from surveys.waves import cli as waves_cli
from surveys.waves import manage as waves_desk
from surveys.waves import views as waves_pages
from surveys.waves.assisted import manage as assisted_desk
from surveys.waves.double_entry import manage as double_entry_desk
from surveys.waves.outreach import manage as outreach_desk
from surveys.waves.outreach import views as outreach_pages
from surveys.waves.paper import views as paper_pages
from surveys.waves.planning import manage as planning_desk
from surveys.waves.preview import manage as preview_desk
from surveys.waves.privacy import cli as privacy_cli
from surveys.waves.reach import manage as reach_desk
from surveys.waves.receipts import views as receipts_pages

ROOMS = [
    instrument_drafts_desk,
    draft_frame_desk,
    draft_questions_desk,
    translations_desk,
    instruments_desk,
    questions_pages,
    agreement_desk,
    odd_pages,
    odd_desk,
    preview_desk,
    xlsform_desk,
    waves_pages,
    receipts_pages,
    waves_desk,
    planning_desk,
    paper_pages,
    assisted_desk,
    double_entry_desk,
    outreach_pages,
    outreach_desk,
    reach_desk,
    findings_pages,
    reading_pages,
    exploring_pages,
    findings_desk,
    packages,
    freezing_desk,
    *coding.ROOMS,
    *stories.ROOMS,
]
CLIS = [instruments_cli, waves_cli, findings_cli, packages_cli, privacy_cli]
