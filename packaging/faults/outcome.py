"""What a fault programme found: how often it tried, and what must be none."""

from dataclasses import dataclass, field

NOTED, NOTE_LETTERS = 5, 300
COLUMNS = (
    f"{'what':<42}{'how many':>18}{'lost':>6}{'torn, silent, wrong':>21}{'seconds':>9}  verdict"
)


@dataclass
class Outcome:
    """The counts of one programme.

    `lost` is what had been acknowledged and is gone; `wrong` is what is there and should not be:
    half a change, another value, a message that is no sentence. `notes` say where, the first few.
    """

    what: str
    unit: str
    tried: int = 0
    lost: int = 0
    wrong: int = 0
    seconds: float = 0.0
    skipped: str = ""
    said: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.lost and not self.wrong and (bool(self.tried) or bool(self.skipped))

    def lose(self, count: int, note: str) -> None:
        self.lost += count
        self._note(count, note)

    def blame(self, count: int, note: str) -> None:
        self.wrong += count
        self._note(count, note)

    def line(self) -> str:
        how_many = f"{self.tried:,} {self.unit}"
        if self.skipped:
            return f"{self.what:<42}{how_many:>18}{'':>36}  skipped: {self.skipped}"
        verdict = "holds" if self.is_clean else "FAILED"
        return (
            f"{self.what:<42}{how_many:>18}{self.lost:>6}{self.wrong:>21}{self.seconds:>9.1f}"
            f"  {verdict}{f'; {self.said}' if self.said else ''}"
        )

    def _note(self, count: int, note: str) -> None:
        if count and len(self.notes) < NOTED:
            self.notes.append(note[:NOTE_LETTERS])
