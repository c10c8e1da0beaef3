"""The figures that the specification printed, for comparison; nothing here was measured by this code.

They come from another implementation of the same simulator: 4,000 clients, seed 777. Equal draws are not to
be expected, equal figures within chance are.
"""

from typing import Final

SENT: Final = (5, 10, 20, 40, 80)
"""The numbers of applications after which clients are looked at."""

ACCURACY: Final = {
    "random": (0.25, 0.26, 0.25, 0.26, 0.25),
    'always "application"': (0.31, 0.31, 0.31, 0.31, 0.31),
    "most frequent tag": (0.26, 0.28, 0.34, 0.39, 0.43),
    "lowest raw conversion": (0.35, 0.39, 0.40, 0.37, 0.36),
    "largest shortfall": (0.35, 0.39, 0.42, 0.48, 0.54),
    "the article's rules": (0.31, 0.33, 0.35, 0.41, 0.45),
    "default": (0.36, 0.41, 0.49, 0.58, 0.69),
    "default, second seed": (0.37, 0.41, 0.48, 0.58, 0.68),
    "default, no statements": (0.36, 0.40, 0.45, 0.50, 0.54),
    "the limit": (0.375, 0.440, 0.506, 0.616, 0.717),
}
CAPTURED: Final = {
    "most frequent tag": (0.30, 0.32, 0.38, 0.43, 0.48),
    "largest shortfall": (0.36, 0.41, 0.45, 0.53, 0.58),
    "the article's rules": (0.33, 0.34, 0.36, 0.45, 0.51),
    "default": (0.37, 0.43, 0.52, 0.63, 0.75),
    "the limit": (0.38, 0.45, 0.51, 0.66, 0.79),
}
STATED: Final = (0.33, 0.36, 0.40, 0.47, 0.52)
OBSERVED: Final = (0.32, 0.36, 0.43, 0.50, 0.59)
CALIBRATION: Final = (0.018, 0.016, 0.034, 0.039, 0.070)
BRIER: Final = (0.765, 0.744, 0.690, 0.616, 0.519)
STATES: Final = {
    # share: hit, of focus, leaning and abstain; share of nothing stands out
    5: ("0", "0", "1.00: .32", "0"),
    10: ("0", "0", ".99: .36", "0"),
    20: (".08: .75", ".31: .51", ".58: .36", ".03"),
    40: (".21: .78", ".36: .53", ".38: .35", ".05"),
    80: (".33: .86", ".34: .58", ".26: .36", ".07"),
}
EFFECTS: Final = (
    # weeks, true change in log-odds and rate, naive change, naive up, P >= .80, P >= .90, covers, pooled
    ("4", "0 / 0", "+.040", ".46", ".03 / .003", "1.00", ".12 / .10 / .09"),
    ("4", ".50 / +.033", "+.077", ".61", ".07 / .01", ".93", ".34 / .49 / .54"),
    ("4", ".83 / +.064", "+.113", ".70", ".11 / .02", ".54", ".56 / .78 / .88"),
    ("8", "0 / 0", "+.041", ".59", ".06 / .01", ".99", ".11 / .09 / .09"),
    ("8", ".50 / +.033", "+.080", ".75", ".12 / .03", ".91", ".42 / .53 / .58"),
    ("8", ".83 / +.065", "+.116", ".84", ".21 / .06", ".57", ".69 / .87 / .95"),
)
