"""Makes src/test/resources/dev/sluice/formats/onnx/loop/loops.zip: GRUs, and what is none, written
out by hand in PyTorch and exported as ONNX's Loop and Scan, with inputs and what PyTorch computes.

    pip install torch==2.13.0 onnx==1.23.1 onnxscript==0.7.2 onnxruntime
    python sluice-formats/src/test/python/make_loops.py

Cases named `no-…` are to be refused. `while` is written by hand as tf2onnx writes loops, `backward`
as PyTorch's scan with both directions turned; what `while` computes is ONNX Runtime's word.
"""

import io
import pathlib
import warnings
import zipfile
from typing import List, Tuple

import numpy as np
import onnx
import onnx.parser
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn
from torch._higher_order_ops.scan import scan

warnings.filterwarnings("ignore")
OUT = pathlib.Path(__file__).parents[1] / "resources/dev/sluice/formats/onnx/loop/loops.zip"
I, H, T, B = 3, 4, 5, 2


class Joined(nn.Module):
    """As TensorFlow's GRUCell: joined weights, reset before the product, batch first."""

    def __init__(self):
        super().__init__()
        self.gates = nn.Linear(I + H, 2 * H)
        self.candidate = nn.Linear(I + H, H)

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        out: List[torch.Tensor] = []
        for t in range(x.size(1)):
            xt = x[:, t]
            r, u = torch.sigmoid(self.gates(torch.cat([xt, h], 1))).chunk(2, 1)
            c = torch.tanh(self.candidate(torch.cat([xt, r * h], 1)))
            h = u * h + (1 - u) * c
            out.append(h)
        return torch.stack(out, 1), h


class Apart(nn.Module):
    """A matrix for each gate, reset after the product, n + z (h − n)."""

    def __init__(self):
        super().__init__()
        self.wz, self.wr, self.wn = nn.Linear(I, H), nn.Linear(I, H), nn.Linear(I, H)
        self.uz, self.ur, self.un = nn.Linear(H, H, False), nn.Linear(H, H, False), nn.Linear(H, H)

    def parts(self, xt: torch.Tensor, h: torch.Tensor):
        z = torch.sigmoid(self.wz(xt) + self.uz(h))
        r = torch.sigmoid(self.wr(xt) + self.ur(h))
        return z, torch.tanh(self.wn(xt) + r * self.un(h))

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        out: List[torch.Tensor] = []
        for xt in x.unbind(0):
            z, n = self.parts(xt, h)
            h = n + z * (h - n)
            out.append(h)
        return torch.stack(out), h


class Before(nn.Module):
    """The input's products before the loop, in one matrix; z weighs the new state."""

    def __init__(self):
        super().__init__()
        self.w, self.u = nn.Linear(I, 3 * H), nn.Linear(H, 3 * H)

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        a = self.w(x)
        out: List[torch.Tensor] = []
        for t in range(a.size(0)):
            b = self.u(h)
            z = torch.sigmoid(a[t][:, :4] + b[:, :4])
            r = torch.sigmoid(a[t][:, 4:8] + b[:, 4:8])
            n = torch.tanh(a[t][:, 8:] + r * b[:, 8:])
            h = (1 - z) * h + z * n
            out.append(h)
        return torch.stack(out), h


class Hard(Apart):
    """Hard sigmoids, a relu; h + z (n − h)."""

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        out: List[torch.Tensor] = []
        for t in range(x.size(0)):
            z = nn.functional.hardsigmoid(self.wz(x[t]) + self.uz(h))
            r = nn.functional.hardsigmoid(self.wr(x[t]) + self.ur(h))
            n = torch.relu(self.wn(x[t]) + self.un(r * h))
            h = h + z * (n - h)
            out.append(h)
        return torch.stack(out), h


class Scanned(nn.Module):
    """torch's GRUCell in a scan."""

    def __init__(self):
        super().__init__()
        self.cell = nn.GRUCell(I, H)

    def forward(self, x, h):
        def step(h, xt):
            h = self.cell(xt, h)
            return h, h.clone()

        h, y = scan(step, h, x)
        return y, h


class NoLeaky(Apart):
    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        out: List[torch.Tensor] = []
        for t in range(x.size(0)):
            h = 0.5 * h + 0.5 * torch.tanh(self.wn(x[t]) + self.un(h))
            out.append(h)
        return torch.stack(out), h


class NoResidual(Apart):
    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        out: List[torch.Tensor] = []
        for t in range(x.size(0)):
            z, n = self.parts(x[t], h)
            h = (1 - z) * n + z * h + 0.1 * n
            out.append(h)
        return torch.stack(out), h


class NoReset(Apart):
    """The candidate sees the state past its gate too."""

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        out: List[torch.Tensor] = []
        for t in range(x.size(0)):
            z = torch.sigmoid(self.wz(x[t]) + self.uz(h))
            r = torch.sigmoid(self.wr(x[t]) + self.ur(h))
            n = torch.tanh(self.wn(x[t]) + self.un(r * h) + self.ur(h))
            h = (1 - z) * n + z * h
            out.append(h)
        return torch.stack(out), h


class NoFirstThree(Apart):
    """Not all steps."""

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        out: List[torch.Tensor] = []
        for t in range(x.size(0) - 2):
            z, n = self.parts(x[t], h)
            h = (1 - z) * n + z * h
            out.append(h)
        return torch.stack(out), h


class NoStale(Apart):
    """Gives something else than its states."""

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        out: List[torch.Tensor] = []
        for t in range(x.size(0)):
            z, n = self.parts(x[t], h)
            h = (1 - z) * n + z * h
            out.append(n)
        return torch.stack(out), h


WHILE = """
<ir_version: 8, opset_import: ["" : 13], producer_name: "by hand, as tf2onnx">
g (float[a,b,3] x, float[b,4] h) => (float[a,b,4] y, float[b,4] hn)
<float[7,8] kernel, float[8] bias, float[7,4] candidate, float[4] candidate_bias>
{
  shape = Shape(x)
  first = Constant<value = int64[1] {0}>()
  second = Constant<value = int64[1] {1}>()
  taken = Slice(shape, first, second, first)
  axes = Constant<value = int64[1] {0}>()
  steps = Squeeze(taken, axes)
  zero = Constant<value = int64 {0}>()
  begin = Less(zero, steps)
  none = Constant<value = int64 {9223372036854775807}>()
  count, total, hn, same, y = Loop(none, begin, zero, steps, h, x)<body = step (
      int64 i, bool go, int64 counter, int64 n, float[b,4] state, float[a,b,3] xs)
    => (bool on, int64 next, int64 m, float[b,4] after, float[a,b,3] xs_out, float[b,4] out) {
    one = Constant<value = int64 {1}>()
    next = Add(counter, one)
    on = Less(next, n)
    m = Identity(n)
    xs_out = Identity(xs)
    xt = Gather<axis = 0>(xs, counter)
    both = Concat<axis = 1>(xt, state)
    product = MatMul(both, kernel)
    sum = Add(product, bias)
    gates = Sigmoid(sum)
    r, u = Split<axis = 1>(gates)
    kept = Mul(r, state)
    again = Concat<axis = 1>(xt, kept)
    inner = MatMul(again, candidate)
    inner_sum = Add(inner, candidate_bias)
    c = Tanh(inner_sum)
    unit = Constant<value = float {1.0}>()
    rest = Sub(unit, u)
    fresh = Mul(rest, c)
    old = Mul(u, state)
    after = Add(old, fresh)
    out = Identity(after)
  }>
}
"""


def random(*shape):
    return torch.randn(*shape) * 0.7


def scripted(module, x, h, **options):
    out = io.BytesIO()
    torch.onnx.export(
        torch.jit.script(module),
        (x, h),
        out,
        dynamo=False,
        opset_version=17,
        input_names=["x", "h"],
        output_names=["y", "hn"],
        dynamic_axes={"x": {0: "a", 1: "b"}, "h": {0: "c"}},
        **options,
    )
    return onnx.load_from_string(out.getvalue())


def named(model):
    """With inputs x and h, and outputs y and hn."""
    renamed = dict(zip([i.name for i in model.graph.input], ["x", "h"]))
    renamed.update(zip([o.name for o in model.graph.output], ["y", "hn"]))
    for node in model.graph.node:
        node.input[:] = [renamed.get(n, n) for n in node.input]
        node.output[:] = [renamed.get(n, n) for n in node.output]
    for value in [*model.graph.input, *model.graph.output]:
        value.name = renamed[value.name]
    return model


def cases():
    torch.manual_seed(20261127)
    for name, module, batch_first in [
        ("joined", Joined(), True),
        ("apart", Apart(), False),
        ("before", Before(), False),
        ("hard", Hard(), False),
        ("no-leaky", NoLeaky(), False),
        ("no-residual", NoResidual(), False),
        ("no-reset", NoReset(), False),
        ("no-first-three", NoFirstThree(), False),
        ("no-stale", NoStale(), False),
    ]:
        x = random(B, T, I) if batch_first else random(T, B, I)
        h = random(B, H)
        for parameter in module.parameters():
            parameter.data = random(*parameter.shape)
        y, hn = module(x, h)
        yield name, scripted(module, x, h), x, h, y, hn
    module = Scanned()
    x, h = random(T, B, I), random(B, H)
    y, hn = module(x, h)
    program = torch.onnx.export(module, (x, h), dynamo=True, opset_version=18)
    model = named(program.model_proto)
    yield "scan", model, x, h, y, hn
    back = onnx.ModelProto()
    back.CopyFrom(model)
    node = next(n for n in back.graph.node if n.op_type == "Scan")
    for attribute in node.attribute:
        if attribute.name.endswith("_directions"):
            attribute.ints[:] = [1]
    rnn = nn.GRU(I, H)
    for parameter, cell in zip(rnn.parameters(), module.cell.parameters()):
        parameter.data = cell.data
    y, hn = rnn(x.flip(0), h[None])
    yield "backward", back, x, h, y.flip(0), hn[0]
    half = onnx.ModelProto()
    half.CopyFrom(back)
    node = next(n for n in half.graph.node if n.op_type == "Scan")
    for attribute in node.attribute:
        if attribute.name == "scan_output_directions":
            attribute.ints[:] = [0]
    yield "no-half-backward", half, x, h, y, hn[0]
    model = onnx.parser.parse_model(WHILE)
    weights = {
        "kernel": random(7, 8),
        "bias": random(8),
        "candidate": random(7, 4),
        "candidate_bias": random(4),
    }
    del model.graph.initializer[:]
    for name, value in weights.items():
        model.graph.initializer.append(numpy_helper.from_array(value.numpy(), name))
    x, h = random(T, B, I), random(B, H)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    y, hn = session.run(None, {"x": x.numpy(), "h": h.numpy()})
    yield "while", model, x, h, y, hn


def npy(array):
    out = io.BytesIO()
    if isinstance(array, torch.Tensor):
        array = array.detach().numpy()
    np.save(out, np.ascontiguousarray(array, "float32"))
    return out.getvalue()


def main():
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, model, x, h, y, hn in cases():
            onnx.checker.check_model(model)
            for node in model.graph.node:
                node.doc_string = ""
                del node.metadata_props[:]
                for attribute in node.attribute:
                    for inner in attribute.g.node:
                        inner.doc_string = ""
                        del inner.metadata_props[:]
            files = {"model.onnx": model.SerializeToString()}
            files.update({"x": npy(x), "h": npy(h), "y": npy(y), "hn": npy(hn)})
            for file, data in files.items():
                info = zipfile.ZipInfo(f"{name}/{file}", (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
            print(name, [n.op_type for n in model.graph.node])
    print(OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
