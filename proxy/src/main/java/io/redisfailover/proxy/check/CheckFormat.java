package io.redisfailover.proxy.check;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A log-format string of HAProxy, as far as a check knows what it asks for.
 *
 * @param parts its parts in order
 */
public record CheckFormat(List<CheckValue> parts) implements CheckValue {
  /** Copies the parts. */
  public CheckFormat {
    parts = List.copyOf(parts);
  }

  /**
   * Text between the variables.
   *
   * @param text one character for each byte
   */
  record Literal(String text) implements CheckValue {
    @Override
    public Optional<String> in(CheckScene scene) {
      return Optional.of(text);
    }
  }

  /**
   * {@return the whole text; a part that yields nothing is left out, and each ends at its first NUL
   * byte, as in HAProxy; absent if nothing is left}
   */
  @Override
  public Optional<String> in(CheckScene scene) {
    StringBuilder text = new StringBuilder();
    for (CheckValue part : parts) {
      part.in(scene).ifPresent(found -> text.append(found, 0, end(found)));
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  private static int end(String part) {
    int nul = part.indexOf('\0');
    return nul < 0 ? part.length() : nul;
  }

  /** {@return the address that the check dialled, as {@code %si} or {@code %sp} shows it} */
  static Optional<String> dialled(CheckScene scene, boolean port) {
    return scene
        .dialled()
        .map(address -> port ? Integer.toString(address.getPort()) : host(address));
  }

  private static String host(InetSocketAddress address) {
    return address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
  }

  @Override
  public String toString() {
    return "CheckFormat of " + parts.size() + " parts";
  }
}
