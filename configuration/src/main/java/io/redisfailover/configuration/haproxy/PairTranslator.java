package io.redisfailover.configuration.haproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the pairs of servers in a file, and the statistics page. */
final class PairTranslator {
  private final CfgModel model;
  private final CfgOutcomes outcomes;
  private final Map<String, String> usedBy = new HashMap<>();

  /** Two sections that belong together; of a {@code listen} it is the same one twice. */
  private record Joined(ProxyDraft front, ProxyDraft back) {}

  private PairTranslator(CfgModel model, CfgOutcomes outcomes) {
    this.model = model;
    this.outcomes = outcomes;
  }

  /**
   * Translates.
   *
   * @param model the file
   * @param routeOnly whether the process is to route only
   * @param outcomes gets what cannot be used
   * @return each pair in the order of the file
   */
  static List<ImportedPair> translate(CfgModel model, boolean routeOnly, CfgOutcomes outcomes) {
    return new PairTranslator(model, outcomes).pairs(routeOnly);
  }

  private List<ImportedPair> pairs(boolean routeOnly) {
    Optional<ProxyDraft> page = page();
    List<Joined> joined = new ArrayList<>();
    List<ProxyDraft> fronts =
        model.proxies().stream()
            .filter(proxy -> !proxy.isStatistics() && !proxy.section().kind().equals("backend"))
            .toList();
    fronts.forEach(front -> join(front).ifPresent(joined::add));
    unused(joined);
    if (fronts.isEmpty()) {
      outcomes.error(
          1,
          "",
          "No section leads clients to servers; add a `listen` with `bind` and two `server` lines.");
    }
    List<ImportedPair> pairs = new ArrayList<>();
    for (Joined each : joined) {
      PairSettings settings = new PairSettings(model.global(), outcomes);
      settings.mode(routeOnly);
      settings.clients(each.front());
      settings.servers(each.back());
      page.ifPresentOrElse(settings::page, settings::noPage);
      if (joined.size() > 1) {
        settings.nameAs(each.front().section().name(), pairs.size());
      }
      CfgSection section = each.front().section();
      pairs.add(new ImportedPair(section.name(), section.line(), settings.all()));
    }
    return pairs;
  }

  private Optional<ProxyDraft> page() {
    List<ProxyDraft> pages = model.proxies().stream().filter(ProxyDraft::isStatistics).toList();
    pages.stream()
        .skip(1)
        .forEach(second ->
            outcomes.error(
                second.section().line(),
                second.section().kind(),
                "There is one statistics page; remove this section."));
    return pages.stream().findFirst();
  }

  private Optional<Joined> join(ProxyDraft front) {
    CfgSection section = front.section();
    if (front.isHttp()) {
      outcomes.error(
          front.modeLine(),
          "mode",
          "Only a statistics page has `mode http`; set `mode tcp`, or remove the section "
              + section.name()
              + ".");
      return Optional.empty();
    }
    List<ProxyDraft.Lead> nowhere =
        front.leads().stream().filter(lead -> named(lead.to()).isEmpty()).toList();
    nowhere.forEach(lead ->
        outcomes.error(
            lead.line(),
            lead.directive(),
            "There is no section `backend " + lead.to() + "`; correct the name."));
    if (!nowhere.isEmpty()) {
      return Optional.empty();
    }
    Optional<ProxyDraft> back = front.servers().isEmpty() ? named(front) : Optional.of(front);
    if (back.isEmpty()) {
      outcomes.error(
          front.backend().map(ProxyDraft.Lead::line).orElse(section.line()),
          front.backend().map(ProxyDraft.Lead::directive).orElse(section.kind()),
          "No servers belong to " + section.name() + "; name a backend that has two.");
      return Optional.empty();
    }
    String before = usedBy.putIfAbsent(back.get().section().title(), section.name());
    if (before != null) {
      outcomes.error(
          section.line(),
          section.kind(),
          before + " leads to the same servers; keep one, and put the `bind` lines of both there.");
      return Optional.empty();
    }
    return Optional.of(new Joined(front, back.get()));
  }

  private Optional<ProxyDraft> named(ProxyDraft front) {
    return front.backend().map(ProxyDraft.Lead::to).flatMap(this::named);
  }

  private Optional<ProxyDraft> named(String name) {
    return model.proxies().stream()
        .filter(proxy -> !proxy.section().kind().equals("frontend"))
        .filter(proxy -> proxy.section().name().equals(name))
        .findFirst();
  }

  private void unused(List<Joined> joined) {
    for (ProxyDraft proxy : model.proxies()) {
      boolean used = joined.stream().anyMatch(each -> each.back() == proxy);
      if (proxy.section().kind().equals("backend") && !used) {
        outcomes.explained(
            proxy.section().line(), "backend", "No frontend leads here, so it is not used.");
      }
    }
  }
}
