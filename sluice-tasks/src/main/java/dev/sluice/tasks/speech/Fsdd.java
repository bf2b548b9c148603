package dev.sluice.tasks.speech;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioException;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.audio.Wav;
import dev.sluice.tasks.text.TextException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The Free Spoken Digit Dataset (Jackson et al. 2018, CC BY-SA 4.0): ten English digits, six
/// speakers, fifty times each, 8 kHz.
///
/// Its own split: recordings 0 to 4 of each digit and speaker test, the others train.
public final class Fsdd {
  /// Samples a second.
  public static final int RATE = 8000;

  private static final List<String> WORDS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  private static final Pattern NAME =
      Pattern.compile("(?:.*/)?([0-9])_([a-z]+)_([0-9]{1,6})\\.wav");
  private static final int TESTING = 5;
  private static final int LARGEST = 1 << 22;

  private Fsdd() {}

  /// A digit, spoken once.
  ///
  /// @param index of the recording among those of this digit and speaker
  public record Recording(int digit, String speaker, int index, Sound sound) {
    /// Its word.
    public String word() {
      return WORDS.get(digit);
    }

    /// Whether it chooses the epoch, where it does not test.
    public boolean validates() {
      return index >= TESTING && index < 2 * TESTING;
    }

    /// Whether the official split tests with it.
    boolean tests() {
      return index < TESTING;
    }
  }

  /// Recordings to train on and others to test with.
  public record Split(List<Recording> train, List<Recording> test) {
    /// Copies the lists.
    public Split {
      train = List.copyOf(train);
      test = List.copyOf(test);
    }
  }

  /// All recordings, in the order of speaker, digit and index.
  ///
  /// @param folder holds the files, or `recordings/`, or a zip of either
  /// @throws TextException if there are none, or one cannot be read
  public static List<Recording> read(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    try {
      collect(folder, files);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
    List<Recording> all = new ArrayList<>();
    files.forEach((name, bytes) -> all.add(recording(name, bytes)));
    if (all.isEmpty()) {
      throw new TextException(
          folder
              + " has no recordings such as 7_jackson_32.wav, nor a zip of them; give the folder of the Free Spoken Digit Dataset");
    }
    all.sort(
        Comparator.comparing(Recording::speaker)
            .thenComparing(Recording::digit)
            .thenComparing(Recording::index));
    return List.copyOf(all);
  }

  private static void collect(Path folder, Map<String, byte[]> files) throws IOException {
    Path inner = folder.resolve("recordings");
    List<Path> found;
    try (Stream<Path> list = Files.list(Files.isDirectory(inner) ? inner : folder)) {
      found = list.sorted().toList();
    }
    for (Path file : found) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".zip")) {
        try (InputStream in = Files.newInputStream(file);
            ZipInputStream zip = new ZipInputStream(in)) {
          unpack(zip, files);
        }
      } else if (NAME.matcher(name).matches()) {
        put(files, name, Files.readAllBytes(file));
      }
    }
  }

  /// By its plain name; a second one of a name, in a folder and its zip, is the same recording.
  private static void put(Map<String, byte[]> files, String path, byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw new TextException(
          path + " has more than 4 MiB, which is no single digit; leave it out");
    }
    files.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), bytes);
  }

  private static void unpack(ZipInputStream zip, Map<String, byte[]> files) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (NAME.matcher(entry.getName()).matches()) {
        put(files, entry.getName(), zip.readNBytes(LARGEST + 1));
      }
    }
  }

  private static Recording recording(String name, byte[] bytes) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(name + " is no recording's name");
    }
    try {
      return new Recording(
          Integer.parseInt(parts.group(1)),
          parts.group(2),
          Integer.parseInt(parts.group(3)),
          Wav.read(bytes, name));
    } catch (AudioException e) {
      throw new TextException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The official split.
  public static Split official(List<Recording> all) {
    return new Split(
        all.stream().filter(each -> !each.tests()).toList(),
        all.stream().filter(Recording::tests).toList());
  }

  /// All recordings of one speaker test, all others train.
  public static Split without(List<Recording> all, String speaker) {
    return new Split(
        all.stream().filter(each -> !each.speaker().equals(speaker)).toList(),
        all.stream().filter(each -> each.speaker().equals(speaker)).toList());
  }

  /// Those who speak, in alphabetical order.
  public static List<String> speakers(List<Recording> all) {
    return all.stream().map(Recording::speaker).distinct().sorted().toList();
  }

  /// Single digits, each an utterance.
  public static List<Utterance> utterances(List<Recording> recordings) {
    return recordings.stream()
        .map(each ->
            new Utterance(
                "%d_%s_%d.wav".formatted(each.digit(), each.speaker(), each.index()),
                each::sound,
                each.word()))
        .toList();
  }

  /// A string of digits.
  ///
  /// @param ends seconds at which each word ends
  public record Digits(Sound sound, List<String> words, List<Double> ends) {
    /// Copies the lists.
    public Digits {
      words = List.copyOf(words);
      ends = List.copyOf(ends);
    }

    /// Its words with blanks between them.
    public String text() {
      return String.join(" ", words);
    }
  }

  /// Strings of 3 to 7 digits, drawn with repetition, speakers mixed, with pauses of 0 to 200 ms.
  public static List<Digits> strings(List<Recording> recordings, int count, Seed seed) {
    List<Digits> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(digits(recordings, seed.at(i)));
    }
    return List.copyOf(all);
  }

  private static Digits digits(List<Recording> recordings, Seed seed) {
    int length = 3 + seed.named("length").below(5, 0);
    List<Sound> parts = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    double seconds = 0;
    for (int i = 0; i < length; i++) {
      if (i > 0) {
        parts.add(Sound.silence(0.2 * seed.named("pause").uniform(i), RATE));
        seconds += parts.getLast().seconds();
      }
      Recording drawn = recordings.get(seed.named("digit").below(recordings.size(), i));
      parts.add(drawn.sound());
      words.add(drawn.word());
      seconds += drawn.sound().seconds();
      ends.add(seconds);
    }
    return new Digits(Sound.join(parts), words, ends);
  }
}
