package dev.sluice.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.WeatherDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the commands refuse: in one sentence, before anything is trained, with nothing written.
class WrongUseTest {
  private static final String TRAIN =
      "train forecast --data DATA --time when --group place --target load --horizon 3 --context 8"
          + " --hidden 3 --epochs 1 --out OUT";

  @TempDir static Path folder;

  private static Path data;
  private static Path model;
  private static Path demo;

  @BeforeAll
  static void prepare() throws IOException {
    data = Csv.write(folder, "load.csv", Csv.text());
    model = folder.resolve("load.sluice");
    Sluice trained = call(TRAIN.replace("OUT", "MODEL"));
    assertThat(trained.exit()).as(trained.err()).isZero();
    demo = folder.resolve("demo.sluice");
    WeatherDemo.of(Seed.of(1)).forecaster().freeze().save(demo, Overwrite.REFUSE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train                                           | the task is missing, such as forecast or language; see sluice train --help
          train weather                                   | there is no command weather (did you mean help or translate?); see sluice train --help
          train forecast                                  | missing required options: '--data=F.csv', '--time=COLUMN', '--target=COLUMN', '--horizon=STEPS'; see sluice train forecast --help
          TRAIN --horizons 3                              | forecast has no option --horizons (did you mean --horizon?); see sluice train forecast --help
          TRAIN --batch 0                                 | invalid value for option '--batch': '0' is not in 1 to 1000000; see sluice train forecast --help
          TRAIN --layers 1.5                              | invalid value for option '--layers': '1.5' is not a whole number; see sluice train forecast --help
          TRAIN --dropout 1                               | invalid value for option '--dropout': '1' is not from 0 to below 1; see sluice train forecast --help
          TRAIN --rate 0                                  | invalid value for option '--rate': '0' is not above 0 and at most 1; see sluice train forecast --help
          TRAIN --rate fast                               | invalid value for option '--rate': 'fast' is not a number; see sluice train forecast --help
          TRAIN --rate 1d                                 | invalid value for option '--rate': '1d' is not a number; write digits alone, with a decimal point or an exponent: 1.5 or 2e-3; see sluice train forecast --help
          TRAIN --rate 1f                                 | invalid value for option '--rate': '1f' is not a number; write digits alone, with a decimal point or an exponent: 1.5 or 2e-3; see sluice train forecast --help
          TRAIN --rate 0x1p-3                             | invalid value for option '--rate': '0x1p-3' is not a number; write digits alone, with a decimal point or an exponent: 1.5 or 2e-3; see sluice train forecast --help
          TRAIN --rate NaN                                | invalid value for option '--rate': 'NaN' is not a number; see sluice train forecast --help
          TRAIN --rate 1e999                              | invalid value for option '--rate': '1e999' is too large for a number; the largest is 1.8e308; see sluice train forecast --help
          TRAIN --dropout 0,5                             | invalid value for option '--dropout': '0,5' is not a number; write a decimal point; see sluice train forecast --help
          generate MODEL --temperature 1f                 | invalid value for option '--temperature': '1f' is not a number; write digits alone, with a decimal point or an exponent: 1.5 or 2e-3; see sluice generate --help
          generate MODEL --top-p many                     | invalid value for option '--top-p': 'many' is not a number; see sluice generate --help
          TRAIN --step 1m                                 | invalid value for option '--step': '1m' is not a time step; write a number and s, min, h, d, w or mo, such as 15min or 1mo; see sluice train forecast --help
          TRAIN --split 1,2                               | invalid value for option '--split': '1,2' is no split; write rows (8640,2880,2880), shares (0.7,0.1,0.2), or the first dates of validation and test (2015-01-01,2015-07-01); see sluice train forecast --help
          TRAIN --split 2024-02-01,2024-01-01             | invalid value for option '--split': '2024-02-01,2024-01-01' must name two dates, the first before the second; see sluice train forecast --help
          TRAIN --cell lstm --reset after                 | --reset is for --cell gru: no other cell has a reset gate; see sluice train forecast --help
          TRAIN --segment 4                               | --segment is for --network segments; see sluice train forecast --help
          TRAIN --network segments --streaming carried    | --network segments answers whole windows; leave out --streaming carried; see sluice train forecast --help
          TRAIN --dry-run --cross-validate 3              | --dry-run and --cross-validate exclude each other; see sluice train forecast --help
          TRAIN --dry-run --report x.html                 | --report is about a model, and --dry-run makes none; see sluice train forecast --help
          TRAIN --dry-run --resume                        | --resume goes on with a training; it has no meaning with --dry-run; see sluice train forecast --help
          TRAIN --cross-validate 1                        | invalid value for option '--cross-validate': '1' is not in 2 to 100; see sluice train forecast --help
          TRAIN extra                                     | forecast takes no argument, but was given extra; see sluice train forecast --help
          evaluate MODEL                                  | missing required option: '--data=FILE'; see sluice evaluate --help
          evaluate --data DATA                            | missing required parameter: 'DIR'; see sluice evaluate --help
          evaluate MODEL --data DATA --out x              | evaluate has no option --out; see sluice evaluate --help
          predict                                         | missing required parameter: 'DIR'; see sluice predict --help
          predict MODEL --input                           | missing required parameter for option '--input' (F|-); see sluice predict --help
          """,
      quoteCharacter = '"')
  void wrongUsageIsTwo(String words, String sentence) throws IOException {
    refuses(2, words.replace("TRAIN", TRAIN), sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          TRAIN --cell gra                                | expected one of
          TRAIN --missing maybe                           | expected one of
          evaluate MODEL --data DATA --part some          | expected one of
          """)
  void namesThatAreNoneAreTwo(String words, String part) {
    Sluice call = call(words.replace("TRAIN", TRAIN));
    assertThat(call.err()).contains(part).hasLineCount(1);
    assertThat(call.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          TRAIN --data NONE                               | NONE does not exist; check the path
          TRAIN --data FOLDER                             | FOLDER: is a directory; name a CSV file in it
          TRAIN --time date                               | DATA:1: there is no column date; the header has [when, place, load, temp]
          TRAIN --target lod                              | DATA:1: there is no column lod; the header has [when, place, load, temp]; did you mean load?
          TRAIN --known load                              | load is a target, so its future is not known; take it out of known(…)
          TRAIN --target load,load                        | a column is named twice in [load, load]
          TRAIN --target place                            | DATA:2:2: place 'a' is not a number; leave a cell blank if its value is missing
          TRAIN --step 2h                                 | DATA:3:1: when '2024-01-01T01:00' is not on the step of 2h: it comes after 2024-01-01T00:00 in line 2 for a; mend the time, or name another step
          TRAIN --split 200,100,100                       | a split of 200, 100 and 100 rows does not fit group a 2024-01-01T00:00 to 2024-01-09T07:00, which has 200; each part has at least 1 row, and together they are no more than there are
          TRAIN --split 0.7,0.2,0.2                       | the shares 0.7, 0.2 and 0.2 must be above 0 and together at most 1
          TRAIN --out MODEL                               | MODEL exists; choose another name or pass --force
          TRAIN --resume                                  | there is no interrupted training in OUT.training; run without --resume
          TRAIN --out NONE/m                              | NONE/m: cannot be written, the directory NONE does not exist; create it
          TRAIN --cross-validate 100 --context 80         | fold 1 of 100 has
          TRAIN --network segments --segment 3            | a context of 8 steps is no whole number of segments of 3 steps; take 6 or 9
          TRAIN --network segments --input temp           | a network over segments sees what it forecasts, but load is no input: [temp]
          LONG --horizon 40000                            | a context of three times the horizon and at least two cycles would be 120000 steps of 1h, and 100000 are the most; name one with --context
          TRAIN --split 192,3,5                           | validation has 2 windows
          evaluate NONE --data DATA                       | NONE
          evaluate FOLDER --data DATA                     | FOLDER
          evaluate MODEL --data DATA --split 1,1,1        | no window of 8 hours and 3 hours ahead lies in the training period
          evaluate DEMO --data DATA                       | this model was not made by sluice train, so it does not say how its file was read; name the time column with --time
          evaluate DEMO --data DATA --time when           | DATA:1: there is no column temp_max; the header has [when, place, load, temp]
          evaluate MODEL --data HOLES                     | 0 rows and 1 single values are missing, first HOLES:3:3: load is missing (blank, NaN or infinite); say what to do: --missing skip leaves out the windows that touch them, --missing impute repeats the last value, --missing fail refuses
          evaluate MODEL --data HOLES --missing fail      | HOLES:3:3: load is missing (blank, NaN or infinite); fill it in, or choose to skip or impute what is missing
          TRAIN --data HOLES                              | 0 rows and 1 single values are missing, first HOLES:3:3: load is missing (blank, NaN or infinite); say what to do: --missing skip leaves out the windows that touch them, --missing impute repeats the last value, --missing fail refuses
          evaluate MODEL --data OTHER                     | group c was not in training; known are [a, b]
          predict MODEL --input OTHER                     | group c was not in training; known are [a, b]
          predict MODEL --input SHORT                     | is shorter than the context of 8 hours; give more rows
          predict MODEL --input NONE                      | NONE does not exist; check the path
          predict MODEL --input EMPTY                     | EMPTY:
          predict MODEL --input DAMAGED                   | DAMAGED:2: load is "much"; expected a number or null
          predict MODEL --input BROKEN                    | BROKEN:1: is not JSON: the line
          predict MODEL --input NAMELESS                  | NAMELESS: no line has the members [load]
          """)
  void badInputIsOne(String words, String sentence) throws IOException {
    String train = words.replace("LONG", TRAIN.replace(" --context 8", ""));
    refuses(1, train.replace("TRAIN", TRAIN), sentence);
  }

  @Test
  void anInterruptedTrainingIsNotThrownAway() throws IOException {
    Path checkpoints = Files.createDirectories(folder.resolve("held.sluice.training"));
    Files.writeString(checkpoints.resolve("checkpoint-5.sluice"), "damaged");
    refuses(
        1,
        TRAIN + " --out " + folder.resolve("held.sluice"),
        checkpoints
            + " holds an interrupted training; go on with --resume, or delete it with --force");
  }

  private static void refuses(int exit, String words, String sentence) throws IOException {
    files();
    List<Path> before = tree();
    Sluice call = call(words);
    String last = call.err().lines().toList().getLast();
    assertThat(last).startsWith("sluice: ").contains(paths(sentence));
    assertThat(call.err()).doesNotContain("internal error", "\tat ");
    assertThat(call.out()).isEmpty();
    assertThat(call.exit()).isEqualTo(exit);
    assertThat(tree()).isEqualTo(before);
  }

  private static void files() throws IOException {
    Csv.write(folder, "holes.csv", Csv.text().replaceFirst("(T01:00,a),[0-9.]+", "$1,"));
    Csv.write(folder, "other.csv", Csv.text().replace(",b,", ",c,"));
    Csv.write(folder, "short.csv", Csv.text(5));
    Csv.write(folder, "empty.csv", "");
    String row = "{\"when\":\"2024-01-01T00:00\",\"place\":\"a\",\"load\":1}\n";
    Csv.write(folder, "damaged.jsonl", row + row.replace(":1}", ":\"much\"}"));
    Csv.write(folder, "broken.jsonl", row.replace("}", ""));
    Csv.write(folder, "nameless.jsonl", row.replace("load", "laod"));
  }

  /// A later option takes the place of an earlier one of the same name.
  private static Sluice call(String words) {
    List<String> all = new ArrayList<>(Arrays.asList(paths(words).split(" +")));
    for (int i = 0; i < all.size(); i++) {
      int again = all.lastIndexOf(all.get(i));
      if (all.get(i).startsWith("--") && again > i) {
        all.set(i + 1, all.get(again + 1));
        all.subList(again, again + 2).clear();
      }
    }
    return Sluice.run(all.toArray());
  }

  private static String paths(String text) {
    return text.replace("DATA", String.valueOf(data))
        .replace("MODEL", String.valueOf(model))
        .replace("DEMO", String.valueOf(demo))
        .replace("FOLDER", folder.toString())
        .replace("NONE", folder.resolve("none").toString())
        .replace("OUT", folder.resolve("out.sluice").toString())
        .replace("HOLES", folder.resolve("holes.csv").toString())
        .replace("OTHER", folder.resolve("other.csv").toString())
        .replace("SHORT", folder.resolve("short.csv").toString())
        .replace("EMPTY", folder.resolve("empty.csv").toString())
        .replace("DAMAGED", folder.resolve("damaged.jsonl").toString())
        .replace("BROKEN", folder.resolve("broken.jsonl").toString())
        .replace("NAMELESS", folder.resolve("nameless.jsonl").toString());
  }

  private static List<Path> tree() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }
}
