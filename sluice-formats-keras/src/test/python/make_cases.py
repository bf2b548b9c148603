"""Makes src/test/resources/dev/sluice/formats/keras/cases.zip: models with random weights, saved by
Keras as .keras and .h5, with inputs and what `predict` gives.

    pip install keras==3.15.1 tensorflow-cpu==2.21.0 h5py==3.14.0
    python sluice-formats-keras/src/test/python/make_cases.py

The two cases whose names begin with `keras2` are the files that Keras 2.2 and 2.15 write, made with
h5py; what they compute is evaluated here in double precision.
"""

import io
import json
import os
import pathlib
import tempfile
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import h5py
import keras
import numpy as np
from keras import layers as L

OUT = pathlib.Path(__file__).parents[1] / "resources/dev/sluice/formats/keras/cases.zip"
RNG = np.random.default_rng(20261127)
SEQ = dict(return_sequences=True)


def randomise(model):
    for w in model.weights:
        if w.dtype == "float32":
            scale = 0.5 if len(w.shape) > 1 and w.shape[0] > 2 else 0.8
            w.assign(RNG.normal(0, scale, w.shape).astype("float32"))


def sequential(*layers, shape=(6, 5), **kwargs):
    return keras.Sequential([keras.Input(shape, **kwargs), *layers])


def functional(*layers, shape=(6, 5), dtype="float32"):
    x = y = keras.Input(shape, dtype=dtype)
    for layer in layers:
        y = layer(y)
    return keras.Model(x, y)


def floats(batch=3, steps=6, features=5, masked=()):
    x = RNG.normal(0, 1, (batch, steps, features)).astype("float32")
    for b, t in masked:
        x[b, t] = 0
    return x


# Padding behind, in front, and between.
HOLES = [(0, 4), (0, 5), (1, 0), (1, 1), (2, 2), (2, 4)]
IDS = np.array([[3, 1, 4, 2, 0, 0], [0, 0, 5, 6, 1, 2], [7, 0, 2, 0, 8, 9]], "float32")

CASES = {
    "gru-after": (sequential(L.GRU(4, **SEQ)), floats()),
    "gru-before": (sequential(L.GRU(4, reset_after=False, **SEQ)), floats()),
    "gru-no-bias": (sequential(L.GRU(4, use_bias=False)), floats()),
    "gru-backwards": (sequential(L.GRU(4, go_backwards=True, **SEQ)), floats()),
    "gru-backwards-last": (sequential(L.GRU(4, go_backwards=True)), floats()),
    "gru-hard": (
        sequential(L.GRU(4, activation="linear", recurrent_activation="hard_sigmoid", **SEQ)),
        floats(),
    ),
    "gru-odd": (
        sequential(L.GRU(4, activation="softsign", recurrent_activation="softplus", **SEQ)),
        floats(),
    ),
    "lstm": (sequential(L.LSTM(4, **SEQ), L.LSTM(3)), floats()),
    "lstm-relu": (sequential(L.LSTM(4, activation="relu", **SEQ)), floats()),
    "rnn": (sequential(L.SimpleRNN(4, **SEQ), L.SimpleRNN(4, activation="relu", **SEQ)), floats()),
    "rnn-elu": (sequential(L.SimpleRNN(4, activation="elu", use_bias=False)), floats()),
    "stack": (
        functional(
            L.Dropout(0.2), L.GRU(4, dropout=0.1, **SEQ), L.SpatialDropout1D(0.1), L.GRU(4, **SEQ)
        ),
        floats(),
    ),
    "both-concat": (
        sequential(
            L.Bidirectional(L.GRU(4, **SEQ)), L.Bidirectional(L.GRU(4, **SEQ))
        ),
        floats(),
    ),
    "both-last": (sequential(L.Bidirectional(L.LSTM(4))), floats()),
    "both-sum": (sequential(L.Bidirectional(L.LSTM(4, **SEQ), merge_mode="sum")), floats()),
    "both-mul": (sequential(L.Bidirectional(L.GRU(4, **SEQ), merge_mode="mul")), floats()),
    "both-ave": (sequential(L.Bidirectional(L.SimpleRNN(4), merge_mode="ave")), floats()),
    "both-own": (
        sequential(
            L.Bidirectional(
                L.GRU(4, **SEQ),
                backward_layer=L.GRU(4, go_backwards=True, reset_after=False, **SEQ),
            )
        ),
        floats(),
    ),
    "words": (
        functional(
            L.Embedding(12, 5, mask_zero=True),
            L.Dropout(0.3),
            L.LSTM(4, recurrent_dropout=0.2, **SEQ),
            L.Bidirectional(L.GRU(3, **SEQ)),
            L.TimeDistributed(L.Dense(4, activation="relu")),
            L.LayerNormalization(),
            L.GRU(4),
            L.Dense(3, activation="softmax"),
            shape=(None,),
            dtype="int32",
        ),
        IDS,
    ),
    "words-backwards": (
        sequential(
            L.Embedding(12, 5, mask_zero=True),
            L.GRU(4, go_backwards=True, **SEQ),
            shape=(None,),
        ),
        IDS,
    ),
    "masking": (
        functional(L.Masking(), L.GRU(4, **SEQ), L.LSTM(3), shape=(None, 5)),
        floats(masked=HOLES),
    ),
    "masking-both": (
        sequential(L.Masking(), L.Bidirectional(L.GRU(4)), L.Dense(2, use_bias=False)),
        floats(masked=HOLES),
    ),
    "masking-both-all": (
        sequential(L.Masking(), L.Bidirectional(L.GRU(4, **SEQ), merge_mode="sum"), L.GRU(3)),
        floats(masked=HOLES),
    ),
    "head": (
        sequential(
            L.GaussianNoise(0.1),
            L.LayerNormalization(center=False, epsilon=0.01),
            L.GRU(4, **SEQ),
            L.Dense(4),
            L.Activation("tanh"),
            L.TimeDistributed(L.Dropout(0.5)),
            L.Dense(3, activation="elu"),
            L.Activation("softmax"),
        ),
        floats(),
    ),
    "stateful": (
        sequential(
            L.GRU(4, stateful=True, **SEQ),
            L.Bidirectional(L.LSTM(3, stateful=True, **SEQ)),
            shape=(6, 5),
            batch_size=3,
        ),
        floats(),
    ),
}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def hard(x):
    return np.clip(0.2 * x + 0.5, 0, 1)


def gru(x, w, u, b, gate, candidate, after):
    """The last state, in double; columns z, r, h."""
    n = u.shape[0]
    h = np.zeros((x.shape[0], n))
    b = b if after else np.stack([b, np.zeros_like(b)])
    for t in range(x.shape[1]):
        a = x[:, t] @ w + b[0]
        z = gate(a[:, :n] + h @ u[:, :n] + b[1, :n])
        r = gate(a[:, n : 2 * n] + h @ u[:, n : 2 * n] + b[1, n : 2 * n])
        if after:
            inner = r * (h @ u[:, 2 * n :] + b[1, 2 * n :])
        else:
            inner = (r * h) @ u[:, 2 * n :]
        h = z * h + (1 - z) * candidate(a[:, 2 * n :] + inner)
    return h


def normal(*shape):
    return RNG.normal(0, 0.5, shape).astype("float32")


def keras22(change=lambda net: None, **options):
    """As Mycroft's wake words have it: Keras 2.2, a list of layers, weights with ":0".

    change: what a hostile hand does to the group of the GRU's weights.
    """
    w, u, b, d, e = normal(5, 12), normal(4, 12), normal(12), normal(4, 2), normal(2)
    config = {
        "class_name": "Sequential",
        "config": [
            {
                "class_name": "GRU",
                "config": {
                    "name": "net",
                    "trainable": True,
                    "batch_input_shape": [None, 6, 5],
                    "dtype": "float32",
                    "return_sequences": False,
                    "return_state": False,
                    "go_backwards": False,
                    "stateful": False,
                    "unroll": False,
                    "units": 4,
                    "activation": "linear",
                    "recurrent_activation": "hard_sigmoid",
                    "use_bias": True,
                    "kernel_constraint": None,
                    "dropout": 0.3,
                    "recurrent_dropout": 0.0,
                    "implementation": 1,
                },
            },
            {
                "class_name": "Dense",
                "config": {
                    "name": "dense_1",
                    "trainable": True,
                    "units": 2,
                    "activation": "sigmoid",
                    "use_bias": True,
                },
            },
        ],
    }
    out = io.BytesIO()
    with h5py.File(out, "w", **options) as file:
        file.attrs["keras_version"] = b"2.2.4"
        file.attrs["model_config"] = json.dumps(config).encode()
        weights = file.create_group("model_weights")
        weights.attrs["layer_names"] = [b"net", b"dense_1"]
        net = weights.create_group("net")
        net.attrs["weight_names"] = [
            b"net/kernel:0",
            b"net/recurrent_kernel:0",
            b"net/bias:0",
        ]
        net["net/kernel:0"], net["net/recurrent_kernel:0"], net["net/bias:0"] = w, u, b
        dense = weights.create_group("dense_1")
        dense.attrs["weight_names"] = [b"dense_1/kernel:0", b"dense_1/bias:0"]
        dense["dense_1/kernel:0"], dense["dense_1/bias:0"] = d, e
        change(net["net"])
    x = floats()
    h = gru(x.astype("float64"), w, u, b, hard, lambda v: v, False)
    return {"model.h5": out.getvalue(), "x.npy": x, "y.npy": sigmoid(h @ d + e)}


def keras215():
    """A .keras of Keras 2.15: other names of groups, functional wires as lists."""
    w, u, b = normal(5, 12), normal(4, 12), normal(2, 12)
    options = {
        "name": "encoder",
        "units": 4,
        "activation": "tanh",
        "recurrent_activation": "sigmoid",
        "use_bias": True,
        "return_sequences": False,
        "time_major": False,
        "reset_after": True,
        "implementation": 2,
    }
    config = {
        "module": "keras.src.engine.functional",
        "class_name": "Functional",
        "config": {
            "name": "model",
            "layers": [
                {
                    "module": "keras.layers",
                    "class_name": "InputLayer",
                    "config": {"name": "input_1", "batch_input_shape": [None, 6, 5]},
                    "registered_name": None,
                    "name": "input_1",
                    "inbound_nodes": [],
                },
                {
                    "module": "keras.layers",
                    "class_name": "GRU",
                    "config": options,
                    "registered_name": None,
                    "name": "encoder",
                    "inbound_nodes": [[["input_1", 0, 0, {}]]],
                },
            ],
            "input_layers": [["input_1", 0, 0]],
            "output_layers": [["encoder", 0, 0]],
        },
        "registered_name": "Functional",
    }
    weights = io.BytesIO()
    with h5py.File(weights, "w") as file:
        file.create_group("_layer_checkpoint_dependencies/input_layer/vars")
        place = "_layer_checkpoint_dependencies/gru/"
        file.create_group(place + "vars")
        for i, value in enumerate([w, u, b]):
            file[place + "cell/vars/" + str(i)] = value
        file.create_group("vars")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "2.15.0"}))
        archive.writestr("config.json", json.dumps(config))
        archive.writestr("model.weights.h5", weights.getvalue())
    x = floats()
    y = gru(x.astype("float64"), w, u, b, sigmoid, np.tanh, True)
    return {"model.keras": out.getvalue(), "x.npy": x, "y.npy": y}


def hostile():
    """Files that h5py writes and Keras does not."""

    def replaced(make):
        def change(net):
            values = net["kernel:0"][:]
            del net["kernel:0"]
            make(net, values)

        return change

    changes = {
        "chunked": lambda net, v: net.create_dataset("kernel:0", data=v, chunks=(5, 4)),
        "deflated": lambda net, v: net.create_dataset("kernel:0", data=v, compression="gzip"),
        "double": lambda net, v: net.create_dataset("kernel:0", data=v.astype("float64")),
        "integers": lambda net, v: net.create_dataset("kernel:0", data=v.astype("int32")),
        "soft-link": lambda net, v: net.__setitem__("kernel:0", h5py.SoftLink("/net")),
        "external-link": lambda net, v: net.__setitem__(
            "kernel:0", h5py.ExternalLink("/etc/passwd", "/")
        ),
        "group": lambda net, v: net.create_group("kernel:0"),
        "unwritten": lambda net, v: net.create_dataset("kernel:0", shape=(5, 12), dtype="float32"),
        "huge": lambda net, v: net.create_dataset(
            "kernel:0", shape=(50000, 50000), dtype="float32"
        ),
        "missing": lambda net, v: None,
    }
    files = {name: keras22(replaced(make))["model.h5"] for name, make in changes.items()}

    def many(net):
        for i in range(40):
            net.create_group(f"child-{i}")

    files["dense-links"] = keras22(many, libver="latest")["model.h5"]
    files["latest"] = keras22(libver="latest")["model.h5"]
    return files


def npy(array):
    out = io.BytesIO()
    np.save(out, np.ascontiguousarray(array, "float32"))
    return out.getvalue()


def saved(model, x):
    randomise(model)
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ["model.keras", "model.h5"]:
            model.save(os.path.join(folder, name))
            files[name] = pathlib.Path(folder, name).read_bytes()
    files["x.npy"] = x
    files["y.npy"] = model.predict(x, batch_size=len(x), verbose=0)
    # Stateful layers go on from where they were.
    files["again.npy"] = model.predict(x, batch_size=len(x), verbose=0)
    return files


def main():
    cases = {name: saved(model, x) for name, (model, x) in CASES.items()}
    cases["keras2-hdf5"] = keras22()
    cases["keras2-zip"] = keras215()
    cases["hostile"] = {name + ".h5": content for name, content in hostile().items()}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for case, files in cases.items():
            for name, content in files.items():
                data = content if isinstance(content, bytes) else npy(content)
                info = zipfile.ZipInfo(f"{case}/{name}", (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
    print(OUT, OUT.stat().st_size, "bytes,", len(cases), "cases")


if __name__ == "__main__":
    main()
