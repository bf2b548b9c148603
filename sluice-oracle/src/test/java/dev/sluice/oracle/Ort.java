package dev.sluice.oracle;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.DataType;
import dev.sluice.formats.onnx.NdArray;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model in ONNX Runtime, on one thread.
final class Ort implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  Ort(byte[] model) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = environment.createSession(model, options);
  }

  Map<String, NodeInfo> inputs() throws OrtException {
    return session.getInputInfo();
  }

  Map<String, NdArray> run(Map<String, NdArray> inputs) throws OrtException {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    for (Map.Entry<String, NdArray> input : inputs.entrySet()) {
      given.put(input.getKey(), tensor(input.getValue()));
    }
    Map<String, NdArray> outputs = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(given)) {
      for (var output : result) {
        if (output.getValue() instanceof OnnxTensor tensor) {
          TensorInfo info = tensor.getInfo();
          int[] dims = Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
          float[] values = new float[Shape.of(dims).size()];
          tensor.getFloatBuffer().get(values);
          outputs.put(output.getKey(), NdArray.of(Shape.of(dims), values));
        }
      }
    }
    given.values().forEach(OnnxTensor::close);
    return outputs;
  }

  private OnnxTensor tensor(NdArray value) throws OrtException {
    long[] dims = Arrays.stream(value.shape().dims()).asLongStream().toArray();
    return switch (value) {
      case NdArray.Floats floats ->
          OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats.data()), dims);
      case NdArray.Longs longs ->
          longs.type() == DataType.INT32
              ? OnnxTensor.createTensor(
                  environment,
                  IntBuffer.wrap(Arrays.stream(longs.data()).mapToInt(Math::toIntExact).toArray()),
                  dims)
              : OnnxTensor.createTensor(environment, LongBuffer.wrap(longs.data()), dims);
    };
  }

  /// The largest difference of two values of the same shape.
  static float difference(NdArray found, NdArray expected) {
    float[] a = ((NdArray.Floats) found).data();
    float[] b = ((NdArray.Floats) expected).data();
    if (!found.shape().equals(expected.shape())) {
      throw new AssertionError(found + " instead of " + expected);
    }
    float most = 0;
    for (int i = 0; i < a.length; i++) {
      float difference = Math.abs(a[i] - b[i]);
      most = difference <= most ? most : difference; // NaN wins
    }
    return most;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
