package dev.sluice.formats.models;

import dev.sluice.core.nn.PackedStack;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.npy.Npz;
import dev.sluice.formats.torch.StateDict;
import dev.sluice.kernel.KernelChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// g2p_en's network (Park and Kim, Kyubyong/g2p, Apache-2.0): graphemes in, ARPAbet out, greedy.
final class G2p {
  private static final int LIMIT = 20;
  private static final int END_OF_WORD = 2;
  private static final int START = 2;
  private static final int END = 3;
  private static final String[] VOWELS = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split(" ");
  private static final String[] CONSONANTS =
      "B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".split(" ");

  private final Tensor graphemes;
  private final Tensor phonemes;
  private final Tensor out;
  private final Tensor outBias;
  private final PackedStack encoder;
  private final PackedStack decoder;
  private final PackedStack.Scratch scratch;
  private final PackedStack.Scratch decoderScratch;
  private final List<String> names = new ArrayList<>(List.of("<pad>", "<unk>", "<s>", "</s>"));

  private G2p(Map<String, Tensor> file) {
    graphemes = file.get("enc_emb");
    phonemes = file.get("dec_emb");
    out = file.get("fc_w");
    outBias = file.get("fc_b");
    encoder = gru(file, "enc_");
    decoder = gru(file, "dec_");
    scratch = encoder.scratch(1);
    decoderScratch = decoder.scratch(1);
    List<String> symbols = new ArrayList<>(List.of(CONSONANTS));
    for (String vowel : VOWELS) {
      symbols.addAll(List.of(vowel + "0", vowel + "1", vowel + "2"));
      if (vowel.equals("UW")) {
        symbols.add(vowel);
      }
    }
    symbols.sort(null);
    names.addAll(symbols);
  }

  static G2p read(Path path) {
    return new G2p(Npz.read(path));
  }

  private static PackedStack gru(Map<String, Tensor> file, String place) {
    Map<String, Tensor> torch = new LinkedHashMap<>();
    torch.put("weight_ih_l0", file.get(place + "w_ih"));
    torch.put("weight_hh_l0", file.get(place + "w_hh"));
    torch.put("bias_ih_l0", file.get(place + "b_ih"));
    torch.put("bias_hh_l0", file.get(place + "b_hh"));
    return PackedStack.of(
        StateDict.of("g2p", torch).recurrent("").stack(), KernelChoice.current().kernels());
  }

  List<String> symbols() {
    return names;
  }

  private static float[] row(Tensor table, int i) {
    int width = table.shape().dim(1);
    return java.util.Arrays.copyOfRange(table.data(), i * width, (i + 1) * width);
  }

  /// The phonemes of a word of letters a to z; others are unknown to it.
  List<String> pronounce(String word) {
    float[] h = encoder.initialState();
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      int id = letter >= 'a' && letter <= 'z' ? letter - 'a' + 3 : 1;
      encoder.step(scratch, row(graphemes, id), 0, h, 0);
    }
    encoder.step(scratch, row(graphemes, END_OF_WORD), 0, h, 0);
    List<String> said = new ArrayList<>();
    int last = START;
    for (int i = 0; i < LIMIT; i++) {
      decoder.step(decoderScratch, row(phonemes, last), 0, h, 0);
      last = best(h);
      if (last == END) {
        break;
      }
      said.add(names.get(last));
    }
    return said;
  }

  private int best(float[] h) {
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int v = 0; v < outBias.data().length; v++) {
      float sum = outBias.data()[v];
      for (int j = 0; j < h.length; j++) {
        sum = Math.fma(out.data()[v * h.length + j], h[j], sum);
      }
      if (sum > most) {
        most = sum;
        best = v;
      }
    }
    return best;
  }
}
