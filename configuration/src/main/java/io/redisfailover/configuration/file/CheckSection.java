package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Key;
import io.redisfailover.proxy.check.ConnectionErrors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The check of each server. */
public record CheckSection(
    @Key(
            value = "From the end of a check to the start of the next.",
            fallback = "1s",
            min = "10ms",
            max = "1h",
            live = true)
        Duration interval,
    @Key(
            value =
                "The same while a server is between up and down, or was not checked yet; without it `interval` (HAProxy's `fastinter`).",
            min = "10ms",
            max = "1h",
            live = true)
        Optional<Duration> fastInterval,
    @Key(
            value =
                "The same while a server is down; without it `interval` (HAProxy's `downinter`).",
            min = "10ms",
            max = "1h",
            live = true)
        Optional<Duration> downInterval,
    @Key(
            value =
                "Time for the steps after the connect; without it connect and steps together may take `interval`.",
            min = "1ms",
            max = "1h",
            live = true)
        Optional<Duration> timeout,
    @Key(
            value = "Consecutive successes that bring a server up.",
            fallback = "2",
            min = "1",
            max = "1000",
            live = true)
        int rise,
    @Key(
            value = "Consecutive failures that take a server down.",
            fallback = "3",
            min = "1",
            max = "1000",
            live = true)
        int fall,
    @Key(
            value =
                "The state before the first check: `down` is up after one success, `fully-down` after `rise` of them; `up` is down after one failure, `fully-up` after `fall` of them.",
            fallback = "down")
        InitialState initial,
    @Key(
            value =
                "Whether failed connections of clients count beside the checks (HAProxy's `observe layer4`); in `RouteOnly` only, because `Promote` probes the server at once.",
            fallback = "off",
            live = true)
        boolean observe,
    @Key(
            value =
                "How many connections must fail in a row to count; a connection or a check that succeeds begins anew (HAProxy's `error-limit`).",
            fallback = "10",
            min = "1",
            max = "1000000",
            live = true)
        int errorLimit,
    @Key(
            value =
                "What they count for: an earlier check after `fastInterval`, a failed check, one after which the next failed check takes the server down, or that the server is down (HAProxy's `on-error`).",
            fallback = "fail-check",
            live = true)
        ConnectionErrors.OnError onError,
    @Key(
            value =
                "The steps, each as it would follow `tcp-check` in HAProxy, for instance `send PING\\r\\n` or `expect string +PONG`; `auth` logs in with `auth`. Without it: log in with `auth`, `PING`, expect `+PONG`, `QUIT`, expect `+OK`.",
            live = true)
        List<String> steps) {
  /** The step that logs in with the username and password under {@code auth}. */
  public static final String LOGIN = "auth";

  /** {@return whether a step is {@link #LOGIN}} */
  public static boolean isLogin(String step) {
    return step.strip().equals(LOGIN);
  }

  /** HAProxy's words for {@code init-state}. */
  public enum InitialState {
    /** Up; it takes {@code fall} failures to bring it down. */
    FULLY_UP("fully-up"),
    /** Up, down after one failure. */
    UP("up"),
    /** Down, up after one success. */
    DOWN("down"),
    /** Down; it takes {@code rise} successes to bring it up. */
    FULLY_DOWN("fully-down");

    private final String word;

    InitialState(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
