package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.conformance.Kit;
import dev.sluice.conformance.Verdicts;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.run.OnnxModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The conformance kit on both runtimes.
class OracleConformanceTest {
  @Test
  void whoPassesWhat() {
    Map<String, Verdicts.Runner> runners = new LinkedHashMap<>();
    runners.put("Sluice", OracleConformanceTest::sluice);
    runners.put(
        "ONNX Runtime 1.29.0",
        (onnx, inputs) -> {
          try (Ort ort = new Ort(onnx)) {
            return ort.run(inputs);
          }
        });
    Verdicts verdicts = Verdicts.of(Kit.cases(), runners);
    System.out.println(verdicts.table());
    assertThat(verdicts.passed("Sluice")).isEqualTo(Kit.CASES);
    assertThat(verdicts.passed("ONNX Runtime 1.29.0")).isGreaterThan(Kit.CASES / 2);
  }

  private static Map<String, NdArray> sluice(byte[] onnx, Map<String, NdArray> inputs) {
    OnnxFile file = OnnxFile.read(Source.of("case.onnx", onnx), ExternalData.refused());
    try (Workspace workspace = Workspace.threads(1)) {
      return OnnxModel.of(file).run(workspace, inputs);
    }
  }
}
