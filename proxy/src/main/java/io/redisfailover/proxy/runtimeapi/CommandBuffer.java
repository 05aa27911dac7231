package io.redisfailover.proxy.runtimeapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What a connection has sent and what is not answered yet, cut into commands. A command ends with a
 * line end or a semicolon that no backslash precedes. A line that ends with {@code <<} has a
 * payload, which ends with an empty line; no command here takes one, so it is left out. For one
 * thread.
 */
final class CommandBuffer {
  /** HAProxy's {@code tune.bufsize}: the longest command with its payload. */
  static final int LONGEST = 16_384;

  private static final String PAYLOAD = "<<";

  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final Queue<String> commands = new ArrayDeque<>();
  private Optional<String> beforePayload = Optional.empty();
  private boolean escaped;
  private int payloadBytes;

  /**
   * Takes bytes.
   *
   * @return false when a command is too long; the connection is to be closed
   */
  boolean add(byte[] bytes) {
    for (byte each : bytes) {
      if (!add(each)) {
        return false;
      }
    }
    return true;
  }

  private boolean add(byte each) {
    boolean ends = each == '\n' || (each == ';' && !escaped && beforePayload.isEmpty());
    escaped = each == '\\' && !escaped;
    if (ends) {
      end(each == '\n');
      return true;
    }
    partial.write(each);
    return partial.size() + payloadBytes <= LONGEST;
  }

  private void end(boolean line) {
    String text = partial.toString(StandardCharsets.ISO_8859_1);
    partial.reset();
    String command = line && text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (beforePayload.isPresent()) {
      payloadBytes += text.length() + 1;
      if (command.isEmpty()) {
        commands.add(beforePayload.get());
        beforePayload = Optional.empty();
        payloadBytes = 0;
      }
    } else if (line && command.endsWith(PAYLOAD)) {
      beforePayload = Optional.of(command.substring(0, command.length() - PAYLOAD.length()));
    } else {
      commands.add(command);
    }
  }

  /** {@return the next whole command, and takes it out; absent while there is none} */
  Optional<String> next() {
    return Optional.ofNullable(commands.poll());
  }

  /** {@return whether nothing is left, not even a part of a command} */
  boolean isEmpty() {
    return commands.isEmpty() && partial.size() == 0 && beforePayload.isEmpty();
  }
}
