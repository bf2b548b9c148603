package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --bogus             | sluice has no option --bogus; see sluice --help
          demoo               | there is no command demoo (did you mean demo?); see sluice --help
          demo --outt x       | demo has no option --outt (did you mean --out?); see sluice demo --help
          demo extra          | demo takes no argument, but was given extra; see sluice demo --help
          demo --out          | missing required parameter for option '--out' (DIR); see sluice demo --help
          demo --threads x    | invalid value for option '--threads': 'x' is not a whole number; see sluice demo --help
          demo --threads 0    | invalid value for option '--threads': '0' is not in 1 to 1024; see sluice demo --help
          demo --threads 1e9  | invalid value for option '--threads': '1e9' is not a whole number; see sluice demo --help
          demo --seed abc     | invalid value for option '--seed': 'abc' is not a whole number; see sluice demo --help
          doctor --threads 1  | doctor has no option --threads; see sluice doctor --help
          ''                  | a command is missing; see sluice --help
          """)
  void wrongUsageIsOneLine(String line, String sentence) {
    Sluice call = Sluice.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" +")));
    assertThat(call.err()).isEqualTo("sluice: " + sentence + System.lineSeparator());
    assertThat(call.out()).isEmpty();
    assertThat(call.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "help", "help demo", "demo --help", "doctor -h", "--version", "-V"})
  void helpGoesToStdout(String line) {
    Sluice call = Sluice.run((Object[]) line.split(" "));
    assertThat(call.out()).isNotBlank().doesNotContain("\u001b");
    assertThat(call.err()).isEmpty();
    assertThat(call.exit()).isZero();
  }

  @Test
  void helpNamesTheCommandsAndExitCodes() {
    assertThat(Sluice.run("--help").out())
        .contains("demo ", "doctor ", "130", "interrupted", "SLUICE_OPTS");
  }

  @Test
  void completionIsGenerated() {
    assertThat(Sluice.run("generate-completion").out())
        .contains("--resume", "doctor", "--horizon", "--cross-validate", "--part");
  }

  /// Else the launcher would archive the classes of a failure.
  @Test
  void theWarmUpGoesWell(@TempDir Path folder) throws IOException {
    assertThat(WarmUp.predict(folder)).isZero();
  }

  @Test
  void doctorSpeaksToPeopleAndPrograms() {
    assertThat(Sluice.run("doctor").out()).contains("kernels  ", "scalar: available", "advice  ");
    byte[] line = Sluice.run("doctor", "--json").out().getBytes(StandardCharsets.UTF_8);
    JsonObject answer = (JsonObject) JsonReader.read(line, "doctor");
    assertThat(answer.members())
        .containsKeys("jdk", "cores", "memory_mib", "kernels", "lanes", "candidates", "advice");
  }

  @Test
  void resultsThatCannotBePrintedAreAFailure() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    int exit = Main.run(new PrintWriter(full), new PrintWriter(err), "doctor");
    assertThat(err.toString()).contains("standard output took no more").hasLineCount(1);
    assertThat(exit).isOne();
  }
}
