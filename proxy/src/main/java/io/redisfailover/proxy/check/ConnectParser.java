package io.redisfailover.proxy.check;

import io.netty.util.NetUtil;
import io.redisfailover.proxy.check.CheckStep.Connect;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses the options of a {@code connect}. */
final class ConnectParser {
  private static final int LARGEST_PORT = 65_535;

  private Optional<InetAddress> address = Optional.empty();
  private Optional<Integer> addressPort = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private boolean linger;
  private String comment = "";

  private ConnectParser() {}

  static Connect parse(RuleWords words) {
    ConnectParser parser = new ConnectParser();
    while (words.more()) {
      parser.option(words.next("an option of connect"), words);
    }
    return new Connect(
        parser.address, parser.port.or(() -> parser.addressPort), parser.linger, parser.comment);
  }

  private void option(String option, RuleWords words) {
    switch (option) {
      case "default" -> {
        // The options of the server: there are none that change a connection.
      }
      case "linger" -> linger = true;
      case "comment" -> comment = words.next("the text of comment");
      case "port" -> port = Optional.of(port(words.next("the number of port")));
      case "addr" -> address(words.next("the address of addr"));
      case "proto" -> protocol(words.next("the name of proto"));
      case "ssl", "sni", "alpn" ->
          throw unavailable(
              option, "TLS is not available yet", "check a port without TLS with `port`");
      case "send-proxy" ->
          throw unavailable(
              option,
              "the PROXY protocol is not available yet",
              "check a port that does not ask for it with `port`");
      case "via-socks4" ->
          throw unavailable(option, "SOCKS is not available", "check the server directly");
      default ->
          throw new IllegalArgumentException(
              "connect: an option is unknown; use port, addr, linger, comment, default or proto");
    }
  }

  private static IllegalArgumentException unavailable(String option, String why, String instead) {
    return new IllegalArgumentException(
        "connect " + option + ": " + why + "; remove the option, or " + instead);
  }

  private static int port(String word) {
    int number = Numbers.whole("connect port", word);
    if (number < 1 || number > LARGEST_PORT) {
      throw new IllegalArgumentException(
          "connect port: " + number + " is no port; use 1 to " + LARGEST_PORT);
    }
    return number;
  }

  private static void protocol(String name) {
    if (!name.equals("none")) {
      throw new IllegalArgumentException(
          "connect proto: '" + Bytes.readable(name) + "' is not available; remove the option");
    }
  }

  /** Takes {@code ADDRESS}, {@code IPV4:PORT} or {@code [IPV6]:PORT}. */
  private void address(String word) {
    int colon = word.lastIndexOf(':');
    boolean bracketed = word.startsWith("[");
    boolean withPort = bracketed ? word.indexOf("]:") > 0 : colon > 0 && colon == word.indexOf(':');
    String host = withPort ? word.substring(0, colon) : word;
    if (bracketed && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    addressPort = withPort ? Optional.of(port(word.substring(colon + 1))) : Optional.empty();
    byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "connect addr: '" + Bytes.readable(word) + "' is no IP address; names are not looked up");
    }
    try {
      address = Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
