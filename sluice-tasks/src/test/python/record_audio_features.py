"""Makes src/test/resources/dev/sluice/tasks/audio/recorded.json: what librosa computes of a signal
that `Signals.chirp` of the tests makes, too.

    pip install librosa==0.11.0 numpy==2.4.6
    python record_audio_features.py
"""

import json
import math
import pathlib

import librosa
import numpy

OUT = (
    pathlib.Path(__file__).parent.parent / "resources/dev/sluice/tasks/audio/recorded.json"
)


def chirp(length, rate):
    """A rising tone and noise of a linear congruential generator, rounded to 16 bits."""
    values = []
    noise = 12345
    for n in range(length):
        noise = (1103515245 * noise + 12345) % 2**31
        seconds = n / rate
        tone = math.sin(2 * math.pi * (100 * seconds + 0.5 * (0.45 * rate / 0.2) * seconds**2))
        values.append(math.floor(12000 * tone + 1000 * (noise / 2**30 - 1) + 0.5) / 32768)
    return numpy.array(values)


def case(rate, window, hop, bands, lowest, highest, emphasis, floor, coefficients):
    sound = chirp(rate // 5, rate)
    if emphasis:
        sound = librosa.effects.preemphasis(sound, coef=emphasis, zi=[0.0])
    size = 1 << (window - 1).bit_length()
    # librosa centres the window in the transform, ours starts with it: shift and fill.
    before = (size - window) // 2
    mel = librosa.feature.melspectrogram(
        y=numpy.pad(sound, (before, size - window - before)), sr=rate, n_fft=size,
        win_length=window, hop_length=hop, window="hann", center=False, power=2.0,
        n_mels=bands, fmin=lowest, fmax=highest, htk=True, norm=None, dtype=numpy.float64,
    )  # fmt: skip
    logs = numpy.log(mel + floor)
    mfcc = librosa.feature.mfcc(S=logs, n_mfcc=coefficients, dct_type=2, norm="ortho", lifter=0)
    return {
        "rate": rate, "window": window, "hop": hop, "bands": bands, "lowest": lowest,
        "highest": highest, "preEmphasis": emphasis, "floor": floor, "coefficients": coefficients,
        "logMel": [[float(f"{v:.8g}") for v in row] for row in logs.T],
        "mfcc": [[float(f"{v:.8g}") for v in row] for row in mfcc.T],
    }  # fmt: skip


cases = [
    case(8000, 200, 80, 40, 60.0, 4000.0, 0.0, 1e-6, 13),
    case(16000, 400, 240, 23, 20.0, 7600.0, 0.97, 1e-4, 20),
]
OUT.write_text(json.dumps({"librosa": librosa.__version__, "cases": cases}) + "\n")
