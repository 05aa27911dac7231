package io.redisfailover.testsupport;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A plain blocking Redis client. Errors come back as text with their minus. */
public final class RespClient implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;

  /** Connects to a port of 127.0.0.1. */
  public RespClient(int port) {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Connects. */
  public RespClient(InetSocketAddress address) {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(20_000);
      socket.connect(address, 5_000);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException failure) {
      close();
      throw new UncheckedIOException(failure);
    }
  }

  /** Sends a command and waits for its reply. */
  public String call(String... command) {
    send(command);
    return reply();
  }

  /** Sends all commands in one write. {@return their replies, in their order} */
  public List<String> callAtOnce(List<List<String>> commands) {
    write(
        commands.stream()
            .map(command -> encoded(command.toArray(String[]::new)))
            .collect(Collectors.joining()));
    return commands.stream().map(command -> reply()).toList();
  }

  /** Sends a command and does not wait. */
  public void send(String... command) {
    write(encoded(command));
  }

  private static String encoded(String... command) {
    StringBuilder text = new StringBuilder("*" + command.length + "\r\n");
    for (String word : command) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString();
  }

  private void write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** {@return the next reply} */
  public String reply() {
    try {
      String line = line();
      char type = line.charAt(0);
      String rest = line.substring(1);
      if (type == '$') {
        return rest.equals("-1") ? "" : bulk(Integer.parseInt(rest));
      }
      if (type == '*') {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < Integer.parseInt(rest); i++) {
          all.append(i == 0 ? "" : "\n").append(reply());
        }
        return all.toString();
      }
      return type == '-' ? line : rest;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String bulk(int length) throws IOException {
    byte[] bytes = in.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException("closed inside a reply");
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed");
      }
      text.append((char) c);
    }
    if (in.read() != '\n') {
      throw new IOException("no line end");
    }
    return text.toString();
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
