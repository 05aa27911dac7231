package io.redisfailover.realredis.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plain blocking Redis client with one connection. A reply is its text: the elements of an array
 * one a line, nothing for nil. A connection that fails is an {@link UncheckedIOException}. Used by
 * one thread.
 */
public final class RespClient implements AutoCloseable {
  /** Longer than any outage that a client waits out. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final Socket socket = new Socket();
  private final InputStream in;

  /** What a server answered. */
  private record Answer(boolean error, String text) {
    /** {@return the text, an error with its minus} */
    String withMinus() {
      return error ? "-" + text : text;
    }

    String orThrow() {
      if (error) {
        throw new ErrorReplyException(text);
      }
      return text;
    }
  }

  /** Connects without a password; limits as with a target. */
  public RespClient(InetSocketAddress address) {
    this(ClientTarget.at(address));
  }

  /** Connects within 5 s, logs in where there is a password, and waits 20 s for each reply. */
  public RespClient(ClientTarget target) {
    this(target, CONNECT_LIMIT, PATIENCE);
  }

  /**
   * The same with another patience.
   *
   * @param target where to
   * @param patience how long to wait for the connection and for each reply
   */
  public RespClient(ClientTarget target, Duration patience) {
    this(target, patience, patience);
  }

  private RespClient(ClientTarget target, Duration connectLimit, Duration patience) {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.connect(target.address(), Math.toIntExact(connectLimit.toMillis()));
      in = new BufferedInputStream(socket.getInputStream());
      target.password().ifPresent(word -> demand("AUTH", word));
    } catch (IOException failure) {
      close();
      throw new UncheckedIOException(failure);
    } catch (UncheckedIOException | ErrorReplyException refused) {
      close();
      throw refused;
    }
  }

  /** Sends a command and waits for its reply. {@return the reply, an error with its minus} */
  public String call(String... command) {
    send(command);
    return reply();
  }

  /**
   * Sends a command that must succeed. {@return its reply}
   *
   * @throws ErrorReplyException when the reply is an error
   */
  public String demand(String... command) {
    send(command);
    return read().orThrow();
  }

  /** Sends all commands in one write. {@return their replies in order, errors with their minus} */
  public List<String> callAtOnce(List<List<String>> commands) {
    return sendAtOnce(commands).stream().map(Answer::withMinus).toList();
  }

  /**
   * Sends all commands in one write; all of them must succeed. {@return their replies in order}
   *
   * @throws ErrorReplyException when a reply is an error
   */
  public List<String> demandAtOnce(List<List<String>> commands) {
    return sendAtOnce(commands).stream().map(Answer::orThrow).toList();
  }

  private List<Answer> sendAtOnce(List<List<String>> commands) {
    write(
        commands.stream()
            .map(command -> encoded(command.toArray(String[]::new)))
            .collect(Collectors.joining()));
    return commands.stream().map(command -> read()).toList();
  }

  /** {@return one field of INFO; empty when there is none of that name} */
  public String info(String field) {
    return demand("INFO", "everything")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** Sends a command and does not wait. */
  public void send(String... command) {
    write(encoded(command));
  }

  private static String encoded(String... command) {
    StringBuilder packet = new StringBuilder("*" + command.length + "\r\n");
    for (String word : command) {
      int bytes = word.getBytes(StandardCharsets.UTF_8).length;
      packet.append('$').append(bytes).append("\r\n").append(word).append("\r\n");
    }
    return packet.toString();
  }

  private void write(String packet) {
    try {
      socket.getOutputStream().write(packet.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** {@return the next reply, an error with its minus} */
  public String reply() {
    return read().withMinus();
  }

  private Answer read() {
    try {
      String line = line();
      String rest = line.substring(1);
      return switch (line.charAt(0)) {
        case '$' -> new Answer(false, rest.equals("-1") ? "" : bulk(Integer.parseInt(rest)));
        case '*' -> new Answer(false, array(Integer.parseInt(rest)));
        case '-' -> new Answer(true, rest);
        default -> new Answer(false, rest);
      };
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String array(int length) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < length; i++) {
      all.append(i == 0 ? "" : "\n").append(reply());
    }
    return all.toString();
  }

  private String bulk(int length) throws IOException {
    byte[] bytes = in.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException("closed inside a reply");
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder read = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed");
      }
      read.append((char) c);
    }
    if (in.read() != '\n') {
      throw new IOException("no line end");
    }
    return read.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
