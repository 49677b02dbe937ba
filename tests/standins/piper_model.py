"""A voice of Piper's format, small enough to be made anew for each test.

It takes what real ones take (`input`, `input_lengths`, `scales`) and gives what they give; each
phoneme is a tone of its own, as long as the length scale says, and spaces and pads are silent.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SAMPLE_RATE = 22_050
_HOP = 256
_FRAMES = 2.0


def install(folder: Path, name: str = "vi_VN-thu-x_low") -> str:
    """Put the voice into Piper's folder as an installed one; returns its name."""
    from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

    place = folder / name
    place.mkdir(parents=True)
    onnx.save(_model(), place / f"{name}.onnx")
    config = {
        "audio": {"sample_rate": SAMPLE_RATE},
        "espeak": {"voice": "vi"},
        "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
        "phoneme_type": "espeak",
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "hop_length": _HOP,
    }
    (place / f"{name}.onnx.json").write_text(json.dumps(config), encoding="utf-8")
    return name


def _model() -> onnx.ModelProto:
    constants: dict[str, NDArray[Any]] = {
        "one": np.array([1], np.int64),
        "all": np.array([1, 1, -1], np.int64),
        "column": np.array([-1, 1], np.int64),
        "zero": np.array(0.0, np.float32),
        "step": np.array(1.0, np.float32),
        "frames": np.array(_FRAMES, np.float32),
        "hop": np.array(_HOP, np.float32),
        "lowest": np.array(150.0, np.float32),
        "apart": np.array(11.0, np.float32),
        "silent": np.array(3.0, np.float32),
        "radians": np.array(2 * np.pi / SAMPLE_RATE, np.float32),
        "amplitude": np.array(0.3, np.float32),
    }
    graph = helper.make_graph(
        _nodes(),
        "voice",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "samples"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


def _nodes() -> list[onnx.NodeProto]:
    """One line an operation: type, inputs, output."""
    operations = """
        Gather   scales,one          length
        Cast     input               ids
        Mul      ids,zero            nothing
        Mul      length,frames       wanted
        Add      nothing,wanted      unrounded
        Reshape  unrounded,all       durations
        Ceil     durations           whole
        ReduceMax whole              longest
        Mul      longest,hop         samples
        Range    zero,samples,step   time
        Reshape  ids,column          tones
        Mul      tones,apart         above
        Add      above,lowest        hertz
        Mul      hertz,radians       turning
        Mul      turning,time        phase
        Sin      phase               wave
        Greater  tones,silent        audible
        Cast     audible             loud
        Mul      loud,amplitude      louder
        Mul      wave,louder         voice
        Reshape  voice,all           output
    """
    extra: dict[str, dict[str, Any]] = {
        "Cast": {"to": TensorProto.FLOAT},
        "ReduceMax": {"keepdims": 0},
    }
    rows = (line.split() for line in operations.strip().splitlines())
    return [
        helper.make_node(kind, inputs.split(","), [output], **extra.get(kind, {}))
        for kind, inputs, output in rows
    ]
