package dev.sluice.tasks.text;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonBoolean;
import dev.sluice.core.model.json.JsonNull;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.text.BytePairs.Merge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Byte pairs as Hugging Face's `tokenizer.json`: what its `tokenizers` library reads gives the
/// same ids.
public final class TokenizerJson {
  private TokenizerJson() {}

  /// The bytes of a file.
  public static byte[] write(BytePairs pairs) {
    List<String> names = new ArrayList<>();
    JsonObject.Builder vocabulary = JsonObject.builder();
    for (int id = 0; id < pairs.size(); id++) {
      StringBuilder name = new StringBuilder();
      for (byte b : pairs.bytes(id)) {
        name.append(ByteAlphabet.character(b));
      }
      names.add(name.toString());
      vocabulary.put(name.toString(), id);
    }
    List<JsonArray> merges = new ArrayList<>();
    for (Merge merge : pairs.merges()) {
      merges.add(JsonArray.ofStrings(List.of(names.get(merge.left()), names.get(merge.right()))));
    }
    JsonObject model =
        JsonObject.builder()
            .put("type", "BPE")
            .put("dropout", JsonNull.NULL)
            .put("unk_token", JsonNull.NULL)
            .put("continuing_subword_prefix", JsonNull.NULL)
            .put("end_of_word_suffix", JsonNull.NULL)
            .put("fuse_unk", JsonBoolean.FALSE)
            .put("byte_fallback", JsonBoolean.FALSE)
            .put("ignore_merges", JsonBoolean.FALSE)
            .put("vocab", vocabulary.build())
            .put("merges", JsonArray.of(merges.toArray(JsonArray[]::new)))
            .build();
    return JsonWriter.compact(
            JsonObject.builder()
                .put("version", "1.0")
                .put("truncation", JsonNull.NULL)
                .put("padding", JsonNull.NULL)
                .put("added_tokens", new JsonArray(List.of()))
                .put("normalizer", JsonNull.NULL)
                .put("pre_tokenizer", byteLevel())
                .put("post_processor", JsonNull.NULL)
                .put("decoder", byteLevel())
                .put("model", model)
                .build())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject byteLevel() {
    return JsonObject.builder()
        .put("type", "ByteLevel")
        .put("add_prefix_space", JsonBoolean.FALSE)
        .put("trim_offsets", JsonBoolean.TRUE)
        .put("use_regex", JsonBoolean.TRUE)
        .build();
  }

  /// Reads a file that [#write] wrote, or another of the same kind whose ids are bytes first and
  /// then merges in their order.
  ///
  /// @param source for messages
  /// @throws ModelException if it is damaged, or of another kind
  public static BytePairs read(byte[] bytes, String source) {
    JsonView root = JsonView.read(source, bytes, ModelException::new);
    requireAbsent(root, "normalizer");
    requireAbsent(root, "post_processor");
    if (!root.member("added_tokens").elements().isEmpty()) {
      throw root.member("added_tokens").expected("no token: added ones are not read here");
    }
    JsonView cutting = root.member("pre_tokenizer");
    require(cutting.member("type"), "ByteLevel");
    require(cutting, "add_prefix_space", JsonBoolean.FALSE);
    require(cutting, "use_regex", JsonBoolean.TRUE);
    JsonView model = root.member("model");
    require(model.member("type"), "BPE");
    require(model, "ignore_merges", JsonBoolean.FALSE);
    require(model, "byte_fallback", JsonBoolean.FALSE);
    requireAbsent(model, "dropout");
    requireAbsent(model, "continuing_subword_prefix");
    requireAbsent(model, "end_of_word_suffix");
    Map<String, Integer> ids = new HashMap<>();
    for (int b = 0; b < BytePairs.BYTES; b++) {
      ids.put(String.valueOf(ByteAlphabet.character(b)), b);
    }
    List<Merge> merges = new ArrayList<>();
    for (JsonView merge : model.member("merges").elements()) {
      List<JsonView> pair = merge.elements();
      if (pair.size() != 2) {
        throw merge.expected("two tokens");
      }
      String left = pair.get(0).string();
      String right = pair.get(1).string();
      merges.add(new Merge(id(ids, pair.get(0), left), id(ids, pair.get(1), right)));
      if (ids.put(left + right, BytePairs.BYTES + merges.size() - 1) != null) {
        throw merge.expected("a pair that is no token yet");
      }
    }
    requireVocabulary(model.member("vocab"), ids);
    try {
      return new BytePairs(merges);
    } catch (IllegalArgumentException e) {
      throw new ModelException(source + ": " + e.getMessage(), e);
    }
  }

  private static void require(JsonView found, String expected) {
    if (!found.string().equals(expected)) {
      throw found.expected("\"" + expected + "\", the only kind that is read here");
    }
  }

  /// Settings that would give other ids.
  private static void require(JsonView place, String name, JsonBoolean expected) {
    JsonView found = place.members().get(name);
    if (found != null && !found.value().equals(expected)) {
      throw found.expected(expected.equals(JsonBoolean.TRUE) ? "true" : "false");
    }
  }

  private static void requireAbsent(JsonView place, String name) {
    JsonView found = place.members().get(name);
    if (found != null && !found.value().equals(JsonNull.NULL)) {
      throw found.expected("null: another changes the ids, and is not read here");
    }
  }

  private static int id(Map<String, Integer> ids, JsonView place, String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw place.expected("a byte, or a token that an earlier merge made");
    }
    return id;
  }

  private static void requireVocabulary(JsonView vocabulary, Map<String, Integer> ids) {
    Map<String, JsonView> found = vocabulary.members();
    if (found.size() != ids.size()) {
      throw vocabulary.expected(
          ids.size() + " tokens, 256 bytes and one for each merge, not " + found.size());
    }
    found.forEach((token, id) -> {
      Integer expected = ids.get(token);
      if (expected == null || id.integer(0) != expected) {
        throw id.expected("the token's place: bytes first, then merges in their order");
      }
    });
  }
}
