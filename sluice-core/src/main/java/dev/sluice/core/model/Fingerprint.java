package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// What tells one model from another: 64 bits over its configuration and numbers, carried by its
/// streaming states.
///
/// The first eight bytes of the SHA-256 of: the compact configuration, then of each tensor, sorted
/// by name: name, extents and bits; every part behind its length. It does not depend on file layout
/// or machine.
///
/// @param bits the fingerprint
public record Fingerprint(long bits) {
  /// The fingerprint of a model.
  ///
  /// @param config what decides what the numbers mean; order and spelling of numbers count
  /// @param tensors the numbers; the map's order does not count
  public static Fingerprint of(JsonObject config, Map<String, Tensor> tensors) {
    MessageDigest sha = sha256();
    try (OutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
      CheckedOutput out = new CheckedOutput(Channels.newChannel(digest));
      putText(out, JsonWriter.compact(config));
      for (Map.Entry<String, Tensor> entry : new TreeMap<>(tensors).entrySet()) {
        putText(out, entry.getKey());
        int[] dims = entry.getValue().shape().dims();
        out.putInt(dims.length);
        for (int dim : dims) {
          out.putInt(dim);
        }
        out.putFloats(entry.getValue().data());
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Fingerprint(ByteBuffer.wrap(sha.digest()).getLong());
  }

  private static void putText(CheckedOutput out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.putInt(utf8.length);
    out.putBytes(utf8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Sixteen hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(bits);
  }
}
