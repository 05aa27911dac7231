package io.redisfailover.proxy.check;

import java.util.Map;

/**
 * The end of one check, in what is compared with HAProxy.
 *
 * @param status the code, for instance {@code L7OK}
 * @param code the number beside it; empty where none is shown
 * @param text the description, on one line
 * @param slow whether it took as long as it was allowed to
 */
record Verdict(String status, String code, String text, boolean slow) {
  /** HAProxy keeps no more bytes of a description. */
  private static final int HAPROXY_BYTES = 127;

  static Verdict ours(CheckResult result, long limitMillis) {
    CheckStatus status = result.status();
    return new Verdict(
        status.name(),
        status.hasCode() ? Integer.toString(result.code()) : "",
        result.detail(),
        isSlow(result.duration().toMillis(), limitMillis));
  }

  /** HAProxy's, from a line of its statistics by the names of the columns. */
  static Verdict theirs(Map<String, String> line, long limitMillis) {
    String text = line.getOrDefault("last_chk", "");
    boolean cut = text.length() >= HAPROXY_BYTES;
    return new Verdict(
        line.getOrDefault("check_status", ""),
        line.getOrDefault("check_code", ""),
        Bytes.readable(unpadded(text)) + (cut ? "..." : ""),
        isSlow(Long.parseLong(line.getOrDefault("check_duration", "0")), limitMillis));
  }

  private static String unpadded(String text) {
    return text.replaceAll("^ +| +$", "");
  }

  /** HAProxy's texts break off at a NUL byte of a pattern; ours show it. */
  private static String untilNul(String text) {
    return text.replaceAll("\\(expect binary '([^']*?)\\\\x00[^']*'", "(expect binary '$1'");
  }

  private static boolean isSlow(long millis, long limitMillis) {
    return millis >= limitMillis * 9 / 10;
  }

  /** {@return whether {@code ours} is what this one of HAProxy says, as far as it says it} */
  boolean agreesWith(Verdict ours) {
    boolean sameText =
        text.endsWith("...")
            ? untilNul(ours.text).startsWith(text.substring(0, text.length() - 3))
            : text.equals(untilNul(unpadded(ours.text)));
    return sameText && status.equals(ours.status) && code.equals(ours.code) && slow == ours.slow;
  }
}
