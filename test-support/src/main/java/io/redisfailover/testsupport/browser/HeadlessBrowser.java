package io.redisfailover.testsupport.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Chromium of this machine with one page, steered over its DevTools protocol. For one thread.
 * Methods fail with an {@link IllegalStateException} that says what the browser answered.
 */
public final class HeadlessBrowser implements AutoCloseable {
  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MILLIS = 50;

  private final Process process;
  private final DevTools tools;
  private final String session;

  private HeadlessBrowser(Process process, DevTools tools, String session) {
    this.process = process;
    this.tools = tools;
    this.session = session;
  }

  /** {@return the program; absent when the machine has none} */
  public static Optional<Path> program() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
        .flatMap(folder -> PROGRAMS.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one with an empty page.
   *
   * @param profile a folder for its files
   * @throws IOException when it does not start
   */
  public static HeadlessBrowser start(Path program, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      DevTools tools = DevTools.connect(address(process));
      String target =
          tools
              .ask("Target.createTarget", Map.of("url", "about:blank"), Optional.empty())
              .path("targetId")
              .asText();
      String session =
          tools
              .ask(
                  "Target.attachToTarget",
                  Map.of("targetId", target, "flatten", true),
                  Optional.empty())
              .path("sessionId")
              .asText();
      HeadlessBrowser browser = new HeadlessBrowser(process, tools, session);
      JsonNode unused = browser.ask("Page.enable", Map.of());
      return browser;
    } catch (IOException | RuntimeException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  private static URI address(Process process) throws IOException {
    BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread.ofPlatform().daemon().start(() -> errors.lines().forEach(rest -> {}));
        return URI.create(listening.group(1));
      }
    }
    throw new IOException("the browser ended before it listened");
  }

  /** Opens an address and waits until it is loaded. */
  public void open(String address) {
    long before = loads();
    JsonNode reply = ask("Page.navigate", Map.of("url", address));
    if (reply.has("errorText")) {
      throw new IllegalStateException(address + ": " + reply.path("errorText").asText());
    }
    awaitLoad(before);
  }

  /** {@return how many pages were loaded so far} */
  public long loads() {
    return tools.events("Page.loadEventFired");
  }

  private void awaitLoad(long before) {
    await("a page is loaded", () -> loads() > before);
  }

  /** Makes the window so large, and light or dark. */
  public void look(int width, int height, boolean dark) {
    JsonNode metrics =
        ask(
            "Emulation.setDeviceMetricsOverride",
            Map.of(
                "width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    JsonNode media =
        ask(
            "Emulation.setEmulatedMedia",
            Map.of(
                "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    if (!metrics.isEmpty() || !media.isEmpty()) {
      throw new IllegalStateException("the browser does not change its look");
    }
  }

  /** {@return what an expression of JavaScript is; a promise is waited for} */
  public JsonNode evaluate(String expression) {
    JsonNode reply =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (reply.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + reply.path("exceptionDetails"));
    }
    return reply.path("result").path("value");
  }

  /**
   * Clicks the middle of the first element that a selector finds, as a mouse does.
   *
   * @param selector a selector of CSS; the element must be shown
   */
  public void click(String selector) {
    JsonNode place =
        evaluate(
            "(() => { const e = document.querySelector(%s); if (!e) return null; e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect(); return r.width ? [r.x + r.width / 2, r.y + r.height / 2] : null; })()"
                .formatted(quoted(selector)));
    if (!place.isArray()) {
      throw new IllegalStateException("no element is shown for " + selector);
    }
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      JsonNode unused =
          ask(
              "Input.dispatchMouseEvent",
              Map.of(
                  "type",
                  type,
                  "x",
                  place.path(0).asDouble(),
                  "y",
                  place.path(1).asDouble(),
                  "button",
                  "left",
                  "clickCount",
                  1));
    }
  }

  /** Clicks, and waits until another page is loaded. */
  public void clickThrough(String selector) {
    long before = loads();
    click(selector);
    awaitLoad(before);
  }

  /** Waits until an expression of JavaScript is true. */
  public void awaitTrue(String expression) {
    await(expression, () -> evaluate(expression).asBoolean());
  }

  /** {@return the text of the page, as a reader sees it} */
  public String text() {
    return evaluate("document.body.innerText").asText();
  }

  /** Writes a picture of the whole page, as a PNG. */
  public void picture(Path file) throws IOException {
    JsonNode size = ask("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
    JsonNode picture =
        ask(
            "Page.captureScreenshot",
            Map.of(
                "captureBeyondViewport",
                true,
                "clip",
                Map.of(
                    "x",
                    0,
                    "y",
                    0,
                    "width",
                    size.path("width").asDouble(),
                    "height",
                    size.path("height").asDouble(),
                    "scale",
                    1)));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
  }

  /** {@return what the browser complained about on the console, and of the security policy} */
  public List<String> complaints() {
    return tools.complaints();
  }

  /** Begins to collect {@link #complaints}. */
  public void listen() {
    for (String domain : List.of("Log.enable", "Runtime.enable")) {
      JsonNode unused = ask(domain, Map.of());
    }
  }

  private JsonNode ask(String method, Map<String, Object> parameters) {
    return tools.ask(method, parameters, Optional.of(session));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(String what, Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain: " + what);
      }
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
  }

  @Override
  public void close() {
    tools.close();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
