package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.taken;

import java.util.List;

/** What the directives of checks are here. */
final class CheckDirectives {
  /** All of them. */
  static final List<Directive<ProxyDraft>> ROWS =
      List.of(
          taken(
              "option tcp-check",
              "`check.steps`: the `tcp-check` rules of the section.",
              (in, draft) -> {
                in.none();
                draft.check(ProxyDraft.Check.RULES, in.line());
              }),
          taken(
              "option redis-check",
              "The step `redis-check` of `check.steps`.",
              (in, draft) -> {
                in.none();
                draft.check(ProxyDraft.Check.REDIS, in.line());
              }),
          taken(
              "tcp-check",
              "A step of `check.steps`. An `AUTH` becomes the login under `auth`, which `Promote` uses too.",
              (in, draft) -> draft.rule(in)),
          LogDirectives.healthChecks());

  private CheckDirectives() {}
}
