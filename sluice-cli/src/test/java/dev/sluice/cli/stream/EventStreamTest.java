package dev.sluice.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.stream.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// When answers come, and what is kept.
class EventStreamTest {
  private static final RecurrentModel MODEL = TestModels.stack(GruSpec.of(1, 3));
  private static final byte[] EVENT =
      "{\"key\":\"a\",\"x\":[1]}\n".getBytes(StandardCharsets.US_ASCII);

  private static EventStream stream(InputStream in, Writer out, Writer err, int columns) {
    Events events = new RecurrentEvents(MODEL, Precision.FLOAT32, 10);
    return new EventStream(
        new Terminal(new PrintWriter(out), new PrintWriter(err), columns),
        events,
        new KeyStates(9, WhenFull.EVICT, events.zeroState()),
        EventStream.WhenBroken.ANSWER,
        new EventStream.Source(in, events.longestLine()));
  }

  /// Events one by one; what was answered before each.
  private static final class OneByOne extends InputStream {
    private final StringWriter answers;
    private final List<Long> before = new ArrayList<>();

    OneByOne(StringWriter answers) {
      this.answers = answers;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      before.add(answers.toString().lines().count());
      if (before.size() == 4) {
        return -1;
      }
      System.arraycopy(EVENT, 0, to, offset, EVENT.length);
      return EVENT.length;
    }
  }

  @Test
  void answersComeWhenTheInputPauses() throws IOException {
    StringWriter out = new StringWriter();
    OneByOne input = new OneByOne(out);
    stream(input, out, new StringWriter(), 0).run();
    assertThat(input.before).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void progressIsDrawnAtATerminalAndTakenAway() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    stream(new OneByOne(out), out, err, 30).run();
    List<String> drawn = List.of(err.toString().split("\r"));
    assertThat(drawn.getFirst()).startsWith("0 events in 0.0 s").hasSizeLessThan(30);
    assertThat(drawn.get(1)).isBlank().hasSameSizeAs(drawn.getFirst());
    assertThat(drawn.getLast())
        .startsWith("3 events in ")
        .endsWith("; 1 key" + System.lineSeparator());
  }

  @Test
  void nobodyListens() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            System.arraycopy(EVENT, 0, to, offset, EVENT.length);
            return EVENT.length;
          }
        };
    Writer closed =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    stream(endless, closed, new StringWriter(), 0).run();
  }

  @Test
  void ctrlCEndsAStreamThatWaits() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CountDownLatch waits = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    InputStream input =
        new InputStream() {
          private boolean given;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            if (given) {
              waits.countDown();
              try {
                over.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }
            given = true;
            System.arraycopy(EVENT, 0, to, offset, EVENT.length);
            return EVENT.length;
          }
        };
    EventStream stream = stream(input, out, err, 0);
    FutureTask<@Nullable Void> running = new FutureTask<>(() -> run(stream));
    Thread.ofPlatform().start(running);
    waits.await();
    stream.interrupt();
    assertThat(out.toString()).hasLineCount(1);
    assertThat(err.toString()).startsWith("1 event in ").hasLineCount(1);
    over.countDown();
    running.get();
    assertThat(err.toString()).as("said once").hasLineCount(1);
  }

  private static @Nullable Void run(EventStream stream) throws IOException {
    stream.run();
    return null;
  }

  /// A million keys, one after the other, take as many states as may be there at a time.
  @Test
  void statesAreUsedAgain() {
    State zero = MODEL.stepper().zeroState();
    KeyStates states = new KeyStates(100, WhenFull.EVICT, zero);
    Set<State> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 1_000_000; i++) {
      distinct.add(kept(states, "key " + i));
    }
    assertThat(distinct).as("one more is ready for the next key").hasSize(101);
    assertThat(states.size()).isEqualTo(100);
    assertThat(states.evicted()).isEqualTo(999_900);
  }

  private static State kept(KeyStates states, String key) {
    State state = states.of(key);
    states.keep();
    return state;
  }

  @Test
  void theLeastRecentlyUsedGoes() {
    KeyStates states = new KeyStates(3, WhenFull.EVICT, MODEL.stepper().zeroState());
    State a = kept(states, "a");
    State b = kept(states, "b");
    State c = kept(states, "c");
    assertThat(kept(states, "a")).isSameAs(a);
    State d = kept(states, "d");
    assertThat(kept(states, "a")).isSameAs(a);
    assertThat(kept(states, "c")).isSameAs(c);
    assertThat(kept(states, "d")).isSameAs(d);
    assertThat(kept(states, "e")).as("b's, which went for d").isSameAs(b);
    assertThat(states.evicted()).isEqualTo(2);
    assertThat(kept(states, "c")).isSameAs(c);
    assertThat(kept(states, "d")).isSameAs(d);
  }

  /// An event that is refused in the end neither makes a key nor drops one.
  @Test
  void aNewKeyThatIsNotKeptIsForgotten() {
    KeyStates states = new KeyStates(1, WhenFull.EVICT, MODEL.stepper().zeroState());
    State a = kept(states, "a");
    State b = states.of("b");
    assertThat(states.of("a")).isSameAs(a);
    states.keep();
    assertThat(states.size()).isEqualTo(1);
    assertThat(states.evicted()).isZero();
    assertThat(kept(states, "c")).isSameAs(b);
    assertThat(states.evicted()).isEqualTo(1);
  }

  @Test
  void statesOfOtherModelsAreNotTaken() {
    State one = MODEL.stepper().zeroState();
    State other = TestModels.stack(GruSpec.of(2, 3)).stepper().zeroState();
    assertThatThrownBy(() -> one.copyFrom(other)).hasMessageContaining("belongs to another model");
    assertThatThrownBy(() -> one.copyFrom(MODEL.stepper().zeroState(2)))
        .hasMessage("a state of 1 rows cannot take the values of one of 2");
  }
}
