package dev.sluice.cli.report;

import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonBoolean;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A headless Chromium, driven by the Chrome DevTools Protocol
/// (<https://chromedevtools.github.io/devtools-protocol/>).
final class Browser implements AutoCloseable {
  private static final Pattern ENDPOINT = Pattern.compile("\"webSocketDebuggerUrl\": \"([^\"]+)\"");
  private static final int SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Long, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();

  private Browser(Process process, URI page) throws Exception {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(page, new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", JsonObject.empty());
    }
  }

  /// The `chromium` on PATH.
  static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// @param profile an empty directory for its files
  static Browser start(Path chromium, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output.txt").toFile())
            .start();
    try {
      return new Browser(process, page(process, profile.resolve("DevToolsActivePort")));
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static URI page(Process process, Path portFile) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() - end < 0 && process.isAlive()) {
      if (Files.exists(portFile) && !Files.readAllLines(portFile).isEmpty()) {
        Matcher found = ENDPOINT.matcher(list(Files.readAllLines(portFile).getFirst()));
        if (found.find()) {
          return URI.create(found.group(1));
        }
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("chromium did not open a page; alive: " + process.isAlive());
  }

  private static String list(String port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/json/list");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  /// Collects answers and events; a message may come in pieces.
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
      text.append(piece);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        JsonObject message =
            (JsonObject) JsonReader.read(whole.getBytes(StandardCharsets.UTF_8), "DevTools");
        Optional<Json> id = message.get("id");
        if (id.isPresent()) {
          answers.remove(Long.parseLong(id.get().toString())).complete(message);
        } else {
          events.add(message);
        }
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  /// The answer of a method of the protocol.
  JsonObject call(String method, JsonObject parameters) throws Exception {
    long id = calls.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    JsonObject message =
        JsonObject.builder().put("id", id).put("method", method).put("params", parameters).build();
    socket.sendText(JsonWriter.compact(message), true).get(SECONDS, TimeUnit.SECONDS);
    JsonObject said = answer.get(SECONDS, TimeUnit.SECONDS);
    return (JsonObject)
        said.get("result")
            .orElseThrow(() -> new IllegalStateException(method + " failed: " + said));
  }

  /// A width, colours ("light", "dark") and a medium ("screen", "print").
  void emulate(int width, String colours, String medium) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        json(
            "{\"width\":%d,\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false}"
                .formatted(width)));
    call(
        "Emulation.setEmulatedMedia",
        json(
            "{\"media\":\"%s\",\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
                .formatted(medium, colours)));
  }

  /// Opens a file and waits until it is drawn.
  void open(Path file) throws Exception {
    events.clear();
    call("Page.navigate", JsonObject.builder().put("url", file.toUri().toString()).build());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (named("Page.loadEventFired").isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(file + " was not loaded");
      }
      Thread.sleep(20);
    }
    settle();
  }

  /// Waits for two drawings, after which observers of sizes have been heard.
  void settle() throws Exception {
    call(
        "Runtime.evaluate",
        JsonObject.builder()
            .put(
                "expression",
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")
            .put("awaitPromise", JsonBoolean.TRUE)
            .build());
  }

  /// The value of an expression, as text.
  String value(String expression) throws Exception {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            JsonObject.builder().put("expression", "String(" + expression + ")").build());
    JsonObject result = (JsonObject) answer.get("result").orElseThrow();
    return result
        .get("value")
        .map(value -> ((JsonString) value).value())
        .orElseThrow(() -> new IllegalStateException(expression + " failed: " + answer));
  }

  /// Presses and releases a key, such as `ArrowRight`.
  void press(String key, int code) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          json(
              "{\"type\":\"%s\",\"key\":\"%s\",\"code\":\"%s\",\"windowsVirtualKeyCode\":%d}"
                  .formatted(type, key, key, code)));
    }
  }

  /// What the page complained about: exceptions, errors and warnings.
  List<String> complaints() {
    List<String> found = new ArrayList<>();
    for (String name :
        List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")) {
      named(name).forEach(event -> found.add(event.toString()));
    }
    return found;
  }

  /// The addresses it asked for.
  List<String> requests() {
    return named("Network.requestWillBeSent").stream()
        .map(event -> (JsonObject) event.get("params").orElseThrow())
        .map(event -> (JsonObject) event.get("request").orElseThrow())
        .map(request -> request.get("url").orElseThrow().toString().replace("\"", ""))
        .toList();
  }

  private List<JsonObject> named(String method) {
    String quoted = "\"" + method + "\"";
    return events.stream()
        .filter(event -> event.get("method").orElseThrow().toString().equals(quoted))
        .toList();
  }

  /// Moves the pointer to the middle of an element.
  void point(String element) throws Exception {
    String box = element + ".getBoundingClientRect()";
    call(
        "Input.dispatchMouseEvent",
        json(
            "{\"type\":\"mouseMoved\",\"x\":%s,\"y\":%s}"
                .formatted(
                    value("(r => r.x + r.width / 2)(" + box + ")"),
                    value("(r => r.y + r.height / 2)(" + box + ")"))));
    settle();
  }

  /// The whole page as a PNG.
  byte[] picture(int width, int height) throws Exception {
    JsonObject answer =
        call(
            "Page.captureScreenshot",
            json(
                "{\"captureBeyondViewport\":true,\"clip\":{\"x\":0,\"y\":0,\"width\":%d,\"height\":%d,\"scale\":1}}"
                    .formatted(width, height)));
    return Base64.getDecoder()
        .decode(answer.get("data").orElseThrow().toString().replace("\"", ""));
  }

  /// The page on paper, as a PDF.
  byte[] print() throws Exception {
    JsonObject answer = call("Page.printToPDF", json("{\"printBackground\":false}"));
    return Base64.getDecoder()
        .decode(answer.get("data").orElseThrow().toString().replace("\"", ""));
  }

  private static JsonObject json(String text) {
    return (JsonObject) JsonReader.read(text.getBytes(StandardCharsets.UTF_8), "parameters");
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }
}
