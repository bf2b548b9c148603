package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The checked header of a safetensors file: the tensors tile the data exactly, in this order.
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  private static final int MAX_RANK = 16;
  private static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  /// One tensor's place in the data, in bytes.
  record Entry(String name, Dtype dtype, Shape shape, long begin, long end) {}

  /// Checks the header against the size of the data; takes no memory but for the header itself.
  static SafetensorsHeader parse(byte[] header, String source, long dataBytes) {
    JsonView root = JsonView.of(source, JsonReader.read(header, source), ModelException::new);
    JsonObject object = root.object();
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (String name : object.members().keySet()) {
      JsonView view = root.member(name);
      if (name.equals(SafetensorsFile.METADATA)) {
        view.members().forEach((key, value) -> metadata.put(key, value.string()));
      } else {
        entries.add(entry(name, view, source));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireTiling(entries, source, dataBytes);
    return new SafetensorsHeader(entries, metadata);
  }

  private static Entry entry(String name, JsonView view, String source) {
    view.allowOnly("dtype", "shape", "data_offsets");
    Dtype dtype = dtype(view.member("dtype"));
    List<JsonView> dims = view.member("shape").elements();
    if (dims.size() > MAX_RANK) {
      throw view.member("shape").expected("at most " + MAX_RANK + " extents");
    }
    int[] extents = new int[dims.size()];
    long elements = 1;
    for (int i = 0; i < extents.length; i++) {
      extents[i] = dims.get(i).integer(0);
      // Both factors are below 2^31, so this product is exact.
      elements *= extents[i];
      if (elements > MAX_ELEMENTS) {
        throw new ModelException(
            source
                + ": tensor "
                + brief(name)
                + " has more than "
                + MAX_ELEMENTS
                + " elements, too large to read");
      }
    }
    JsonView offsets = view.member("data_offsets");
    List<JsonView> pair = offsets.elements();
    if (pair.size() != 2) {
      throw offsets.expected("two offsets");
    }
    long begin = pair.get(0).integer(0, Long.MAX_VALUE);
    long end = pair.get(1).integer(begin, Long.MAX_VALUE);
    Shape shape = Shape.of(extents);
    if (end - begin != elements * dtype.bytes()) {
      throw new ModelException(
          source
              + (": tensor " + brief(name) + " " + dtype + shape)
              + (" takes " + elements * dtype.bytes() + " bytes, its offsets span ")
              + (end - begin)
              + "; the file is damaged");
    }
    return new Entry(name, dtype, shape, begin, end);
  }

  private static Dtype dtype(JsonView view) {
    String name = view.string();
    for (Dtype dtype : Dtype.values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    throw view.expected("one of \"F32\", \"F16\", \"BF16\", \"F64\" (convert the tensor first)");
  }

  private static void requireTiling(List<Entry> entries, String source, long dataBytes) {
    long at = 0;
    for (Entry entry : entries) {
      if (entry.begin() != at) {
        throw new ModelException(
            source
                + (": tensor " + brief(entry.name()) + " begins at byte " + entry.begin())
                + (" of the data, expected " + at)
                + (entry.begin() < at ? ": tensors overlap" : ": there is a hole")
                + "; the file is damaged");
      }
      at = entry.end();
    }
    if (at != dataBytes) {
      throw new ModelException(
          source
              + (": the tensors take " + at + " bytes, the file has " + dataBytes)
              + (at > dataBytes
                  ? ": it is truncated; copy or write it again"
                  : " bytes of data: it is damaged"));
    }
  }

  static String brief(String name) {
    return new JsonString(name).brief();
  }
}
