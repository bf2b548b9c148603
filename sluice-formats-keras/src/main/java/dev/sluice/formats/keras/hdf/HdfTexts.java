package dev.sluice.formats.keras.hdf;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import io.jhdf.GlobalHeap;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Attributes that are texts: of fixed length in place, others in a global heap.
final class HdfTexts {
  /// What an element of variable length takes in place: its length, heap and index.
  private static final int REFERENCE = 16;

  private final HdfStorage storage;
  private final String place;
  private final Map<Long, GlobalHeap> heaps = new HashMap<>();

  private HdfTexts(HdfStorage storage, String place) {
    this.storage = storage;
    this.place = place;
  }

  static Optional<List<String>> read(HdfStorage storage, String place, AttributeMessage message) {
    return storage.guarded(() -> new HdfTexts(storage, place).read(message));
  }

  private Optional<List<String>> read(AttributeMessage message) {
    ByteBuffer data = message.getDataBuffer();
    if (data == null) {
      return Optional.empty();
    }
    data.order(ByteOrder.LITTLE_ENDIAN);
    DataType type = message.getDataType();
    boolean variable = type instanceof VariableLength it && it.isVariableLengthString();
    if (!variable && !(type instanceof StringData)) {
      throw error("is no text");
    }
    int width = type.getSize();
    long count = message.getDataSpace().getTotalLength();
    if (width < 1
        || variable && width != REFERENCE
        || count < 0
        || count > data.remaining() / width) {
      throw error("has texts of a wrong size; the file is damaged");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer text = data.slice(i * width, width).order(ByteOrder.LITTLE_ENDIAN);
      texts.add(decode(variable ? referred(text) : text));
    }
    return Optional.of(texts);
  }

  private ByteBuffer referred(ByteBuffer reference) {
    int length = reference.getInt();
    long address = reference.getLong();
    int index = reference.getInt();
    if (length == 0) {
      return ByteBuffer.allocate(0);
    }
    @Nullable GlobalHeap heap = heaps.get(address);
    if (heap == null) {
      heap = new GlobalHeap(storage, address);
      heaps.put(address, heap);
    }
    ByteBuffer found = heap.getObjectData(index);
    if (length < 0 || length > found.remaining()) {
      throw error("has a text longer than its place; the file is damaged");
    }
    return found.slice(0, length);
  }

  /// What stands before the first zero.
  private String decode(ByteBuffer text) {
    int end = 0;
    while (end < text.limit() && text.get(end) != 0) {
      end++;
    }
    source().allocate(64 + 2L * end, 0, place);
    byte[] bytes = new byte[end];
    text.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Source source() {
    return storage.source();
  }

  private FormatException error(String message) {
    return source().error(0, "attribute \"" + place + "\" " + message);
  }
}
