"""The instance that is attacked: what is said when it cannot be made."""

import pytest

from surveys.waves.privacy.trial import Trial, TrialFailed


def test_a_command_that_fails_is_named_and_none_after_it_is_run(tmp_path):
    trial, copy = Trial(tmp_path), tmp_path / "copy.tar.gz"
    trial.instance.mkdir()
    refused = ("survey", "adopt", "nowhere", "--decided", "For this trial only.")

    with pytest.raises(TrialFailed, match=r"^survey adopt: .*nowhere"):
        trial.must_all([("upgrade",), refused, ("backup", str(copy))])

    assert not copy.exists()
    assert trial.run("backup", str(copy)).returncode == 0, "and it would have been"
