package io.redisfailover.configuration.haproxy;

import java.util.ArrayList;
import java.util.List;

/** What the {@code bind} lines of a section are here. */
final class ClientAddresses {
  private static final String EVERY = "::";
  private static final String EVERY_IPV4 = "0.0.0.0";

  private ClientAddresses() {}

  /** Takes those of clients: the first one, and the others beside it. */
  static void take(ProxyDraft proxy, ImportedSettings settings, CfgOutcomes outcomes) {
    List<BindDraft> binds = binds(proxy, outcomes);
    if (binds.isEmpty()) {
      return;
    }
    put(settings, "listen.address", "listen.port", binds.getFirst());
    if (binds.size() > 1) {
      List<BindDraft> others = binds.subList(1, binds.size());
      settings.put(
          new ImportedSetting(
              "listen.additional",
              others.stream().map(bind -> inWords(bind.address())).toList(),
              true,
              others.stream().map(BindDraft::line).toList()));
    }
  }

  /** Takes those of the statistics page, which has one. */
  static void ofThePage(ProxyDraft page, ImportedSettings settings, CfgOutcomes outcomes) {
    List<BindDraft> binds = binds(page, outcomes);
    if (binds.size() > 1) {
      outcomes.error(
          binds.get(1).line(),
          "bind",
          "The statistics page listens on one address; keep one, or use 0.0.0.0 or :: for all of them.");
    }
    if (!binds.isEmpty()) {
      put(settings, "stats.address", "stats.port", binds.getFirst());
    }
  }

  private static void put(ImportedSettings settings, String address, String port, BindDraft bind) {
    settings.put(new ImportedSetting(address, bind.address().host(), bind.line()));
    settings.put(new ImportedSetting(port, Integer.toString(bind.address().port()), bind.line()));
  }

  /** {@return the addresses without those that another one covers} */
  private static List<BindDraft> binds(ProxyDraft proxy, CfgOutcomes outcomes) {
    if (proxy.binds().isEmpty()) {
      outcomes.error(
          proxy.section().line(), proxy.section().kind(), "No address; add a `bind` line.");
    }
    List<BindDraft> wide = proxy.binds().stream().map(bind -> widened(bind, proxy)).toList();
    List<BindDraft> kept = new ArrayList<>();
    for (BindDraft bind : wide) {
      boolean covered =
          wide.stream()
                  .filter(other -> !other.address().equals(bind.address()))
                  .anyMatch(other -> covers(other.address(), bind.address()))
              || kept.stream().anyMatch(other -> other.address().equals(bind.address()));
      if (!covered) {
        kept.add(bind);
      }
    }
    return kept;
  }

  /** Every IPv4 address, and every address of the same port: together the latter. */
  private static BindDraft widened(BindDraft bind, ProxyDraft proxy) {
    SocketAddress every = new SocketAddress(EVERY, bind.address().port());
    boolean both =
        bind.address().host().equals(EVERY_IPV4)
            && proxy.binds().stream().anyMatch(other -> other.address().equals(every));
    return both ? new BindDraft(every, bind.line(), bind.settings()) : bind;
  }

  private static boolean covers(SocketAddress one, SocketAddress other) {
    return one.port() == other.port()
        && (one.host().equals(other.host())
            || one.host().equals(EVERY)
            || (one.host().equals(EVERY_IPV4) && other.host().indexOf(':') < 0));
  }

  private static String inWords(SocketAddress address) {
    boolean ipv6 = address.host().indexOf(':') >= 0;
    return (ipv6 ? "[" + address.host() + "]" : address.host()) + ":" + address.port();
  }
}
