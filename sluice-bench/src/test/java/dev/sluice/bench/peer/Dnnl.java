package dev.sluice.bench.peer;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/// oneDNN's engine and stream, and its memories from and to arrays.
final class Dnnl {
  final engine cpu = new engine(engine.kind.cpu, 0);
  private final stream stream = new stream(cpu);

  /// A primitive with its arguments.
  record Call(primitive primitive, IntMemoryMap arguments) {}

  static memory.desc desc(memory.format_tag layout, long... dims) {
    return new memory.desc(dims, memory.data_type.f32, layout);
  }

  memory empty(memory.desc desc) {
    return new memory(desc, cpu);
  }

  memory of(memory.desc desc, float... values) {
    memory memory = empty(desc);
    data(memory).put(values);
    return memory;
  }

  static FloatPointer data(memory memory) {
    return new FloatPointer(memory.get_data_handle()).capacity(memory.get_desc().get_size() / 4);
  }

  static float[] values(memory memory) {
    FloatPointer data = data(memory);
    float[] values = new float[(int) data.capacity()];
    data.get(values);
    return values;
  }

  /// The same values in the layout that a primitive chose.
  memory as(memory from, memory.desc desc) {
    if (from.get_desc().equals(desc)) {
      return from;
    }
    memory to = empty(desc);
    copy(from, to);
    return to;
  }

  void copy(memory from, memory to) {
    new reorder(from, to).execute(stream, from, to);
    stream._wait();
  }

  /// @param arguments number of an argument and its memory in turns
  static Call call(primitive primitive, Object... arguments) {
    IntMemoryMap map = new IntMemoryMap();
    for (int i = 0; i < arguments.length; i += 2) {
      map.put((int) arguments[i], (memory) arguments[i + 1]);
    }
    return new Call(primitive, map);
  }

  void run(Call call) {
    call.primitive.execute(stream, call.arguments);
    stream._wait();
  }
}
