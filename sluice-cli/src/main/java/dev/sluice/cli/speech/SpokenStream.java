package dev.sluice.cli.speech;

import dev.sluice.cli.options.WavHeader;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.core.stream.NotStreamable;
import dev.sluice.tasks.audio.AudioException;
import dev.sluice.tasks.audio.Pcm;
import dev.sluice.tasks.speech.Listener;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.SpokenWord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;

/// Writes down samples while they come.
final class SpokenStream {
  /// A reading waits for what is there, not for so much.
  private static final int CHUNK = 1 << 12;

  private final Recogniser model;
  private final Form form;
  private final Terminal terminal;
  private long words;

  /// How words are written.
  enum Form {
    /// With blanks between them, in one line.
    TEXT,
    /// A JSON object each.
    JSON
  }

  SpokenStream(Recogniser model, Form form, Terminal terminal) {
    this.model = model;
    this.form = form;
    this.terminal = terminal;
  }

  /// Listens until the samples end.
  ///
  /// @param rate samples a second
  void run(InputStream in, int rate) throws IOException {
    Listener listener;
    try {
      listener = model.listener(rate);
    } catch (NotStreamable e) {
      throw new ModelException(
          "the model was trained on whole recordings and cannot listen; train one with --streaming and without --level and --normalise utterance, or give it files",
          e);
    }
    byte[] first = in.readNBytes(WavHeader.LENGTH);
    if (WavHeader.begins(first)) {
      throw new AudioException(
          "standard input is a WAV file; --stream takes raw samples of 16 bits: give the file's name, without --stream");
    }
    if (first.length == 0) {
      terminal.say("sluice: no sample came; standard input is empty");
    }
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(first), in);
    Pcm pcm = new Pcm();
    byte[] bytes = new byte[CHUNK];
    float[] samples = new float[CHUNK];
    for (int read = all.read(bytes); read >= 0; read = all.read(bytes)) {
      int count = pcm.decode(bytes, 0, read, samples);
      tell(listener.hear(samples, 0, count));
    }
    tell(listener.finish());
    if (pcm.held() > 0) {
      terminal.say("sluice: the samples end within one; have they 16 bits, and one channel?");
    }
    if (form == Form.TEXT) {
      terminal.data("");
    }
  }

  private void tell(List<SpokenWord> heard) {
    for (SpokenWord word : heard) {
      if (form == Form.JSON) {
        terminal.data(JsonWriter.compact(SoundAnswers.word(word)));
      } else {
        terminal.out().print(words == 0 ? word.word() : " " + word.word());
        terminal.out().flush();
      }
      words++;
    }
  }
}
