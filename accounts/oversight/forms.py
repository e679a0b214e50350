"""The public log in words: what each act is called, and what a refusal says."""

from flask_babel import lazy_gettext as _l

from accounts.forms import ROLE_WORDS

WORDS = {
    "log.number": _l("“%(name)s” has to be a whole number from %(least)s to %(most)s."),
    "log.empty": _l("The log has no entry yet, so nothing is signed."),
    "log.page": _l("The log has no such page."),
}

ROLES = {str(role): words for role, words in ROLE_WORDS.items()} | {
    "operator": _l("Operator of this site"),
    "teller": _l("Its teller"),
}

ACTS = {
    "benchmark.adopt": _l("The board adopted a benchmark"),
    "benchmark.measure": _l("A benchmark was measured against new results"),
    "benchmark.nominate": _l("A benchmark was suggested"),
    "benchmark.propose": _l("A benchmark was put to the board"),
    "benchmark.target": _l("A target was set for a benchmark"),
    "board.found": _l("A board was founded"),
    "codebook.change": _l("A codebook for what people wrote was changed"),
    "coding.begin": _l("Two people began to read what people wrote"),
    "coding.go_on": _l("Two people went on with what people wrote"),
    "coding.read_again": _l("Two people read the same answers once more"),
    "coding.take_seat": _l("Somebody became one of two who read what people wrote"),
    "exercise.create": _l("A list of possible priorities was put to the board"),
    "instrument.adopt": _l("A set of questions was adopted"),
    "instrument.comment": _l("A set of questions was opened for comment"),
    "instrument.import": _l("A set of questions was taken in"),
    "item.step_aside": _l("A board member stepped aside from rating one item"),
    "motion.close": _l("Voting on a motion was closed"),
    "motion.minority": _l("Another view was added to a motion"),
    "motion.open": _l("Voting on a motion was opened"),
    "motion.propose": _l("A motion was put to the board"),
    "motion.roll": _l("It was noted who is present for a vote"),
    "motion.step_aside": _l("A board member stepped aside from a vote"),
    "motion.withdraw": _l("A motion was taken back"),
    "note.withdraw": _l("What a member had set beside results was taken back"),
    "post.publish": _l("A message was published by a moderator"),
    "post.refuse": _l("A message was not published, by a moderator"),
    "proposal.adopt": _l("The board adopted a proposal"),
    "proposal.answer": _l("A public body answered a request"),
    "proposal.close": _l("A proposal was closed"),
    "proposal.deliver": _l("A proposal was delivered to a public body"),
    "proposal.draft": _l("A proposal was begun"),
    "proposal.hand_over": _l("A proposal was put to the board"),
    "proposal.reply": _l("The board replied to an answer"),
    "quote.agree": _l("Two people agreed to show some words"),
    "quote.take_back": _l("Some words are not shown any more"),
    "release.publish": _l("The results of a survey were published"),
    "release.write_method": _l("It was said how a survey was done"),
    "role.end": _l("A role was ended"),
    "role.grant": _l("A role was given"),
    "round.close": _l("A rating round was closed"),
    "round.open": _l("A rating round was opened"),
    "story.prepare": _l("A story was made ready"),
    "story.publish": _l("A story was published"),
    "story.refuse": _l("A story is shown to nobody"),
    "story.take_back": _l("A story was taken back by its teller"),
    "texts.delete": _l("What people wrote was deleted"),
    "themes.adopt": _l("Themes of what people wrote were adopted"),
    "themes.open": _l("Themes of what people wrote were put before residents"),
    "wave.close": _l("A survey was closed"),
    "wave.create": _l("A survey was planned"),
    "wave.freeze": _l("The results of a survey were made final"),
    "wave.import_answers": _l("Answers from elsewhere were taken in"),
    "wave.population": _l("It was said how many people of each group live here"),
    "wave.issue_codes": _l("Codes for answering a survey were made"),
    "wave.open": _l("A survey was opened"),
}
