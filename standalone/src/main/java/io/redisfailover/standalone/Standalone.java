package io.redisfailover.standalone;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.ProxySettings;
import io.redisfailover.configuration.RotatingSecret;
import io.redisfailover.configuration.Secrets;
import io.redisfailover.configuration.ServerLogin;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.file.ProcessConfig.Mode;
import io.redisfailover.configuration.yaml.LiveKeys;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.Proxy;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.standalone.admin.ControllerRoutes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proxy and controller of one file, running in this process. Started by {@link #start}, stopped by
 * {@link #close}; both may be called from any thread, once.
 */
public final class Standalone implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

  private final Proxy proxy;
  private final Proxy.Addresses addresses;
  private final Start begun;
  private final Optional<Leading> leading;
  private final Optional<NameWatch> names;
  private final Runnable unfindable;
  private ProcessConfig running;

  private Standalone(
      Proxy proxy,
      Proxy.Addresses addresses,
      Start begun,
      Optional<Leading> leading,
      Optional<NameWatch> names,
      Runnable unfindable) {
    this.proxy = proxy;
    this.addresses = addresses;
    this.begun = begun;
    this.leading = leading;
    this.names = names;
    this.unfindable = unfindable;
    this.running = begun.config();
  }

  /** What a process has begun with. */
  private record Start(
      ProcessConfig config,
      ServerLogin login,
      RotatingSecret token,
      Preflight.Checked checked,
      ControllerRoutes routes) {
    ProxyConfig proxy(ProcessConfig now) throws StartException {
      return ProxySettings.of(now, checked.endpoints(), login, token::all);
    }

    Controller controller(ProcessConfig now, Endpoints servers, Optional<Endpoint> own) {
      return ControllerFactory.controller(now, checked.movedTo(servers), login, own, token);
    }
  }

  /** Lets other commands on this machine find the process. */
  @FunctionalInterface
  interface Findable {
    /**
     * Tells where it is.
     *
     * @param control where its control API is reached
     * @param token its token
     * @return what to do when the process ends
     */
    Runnable at(Endpoint control, String token);
  }

  /**
   * Probes both servers (not in {@code RouteOnly}), and starts: the proxy first, so that clients
   * can come and are held, the controller after it.
   *
   * @param config the file
   * @return what runs now
   * @throws StartException when it cannot run as the file says; nothing runs then
   */
  public static Standalone start(ProcessConfig config) throws StartException {
    return start(config, (control, token) -> () -> {});
  }

  /**
   * The same.
   *
   * @param findable is told once where the control API of the process is
   */
  static Standalone start(ProcessConfig config, Findable findable) throws StartException {
    ServerLogin login = ServerLogin.of(config);
    RotatingSecret token = Secrets.controlToken(config.control());
    boolean leads = off(config).isEmpty();
    FreeAddresses.require(config);
    Preflight.Checked checked = checked(config, login, leads);
    ControllerRoutes routes = new ControllerRoutes(checked.endpoints(), off(config));
    Start begun = new Start(config, login, token, checked, routes);
    Proxy proxy = new Proxy(begun.proxy(config), routes, routes);
    try {
      Proxy.Addresses addresses = proxy.start();
      LOG.info("Accepting clients on {}.", everywhere(config, addresses));
      Optional<Leading> leading =
          leads ? Optional.of(lead(begun, proxy, addresses)) : Optional.empty();
      // A proxy that another process controls is told by that one where the servers are.
      boolean told = leading.isEmpty() && config.mode() == Mode.PROMOTE;
      Optional<NameWatch> names =
          told
              ? Optional.empty()
              : Optional.of(
                  new NameWatch(
                      config.servers(),
                      checked.endpoints(),
                      leading.<Consumer<Endpoints>>map(it -> it::moved).orElse(proxy::moved)));
      names.ifPresent(NameWatch::start);
      Runnable unfindable =
          addresses
              .control()
              .map(control -> findable.at(ProcessLocator.reachable(control), token.get()))
              .orElse(() -> {});
      return new Standalone(proxy, addresses, begun, leading, names, unfindable);
    } catch (IOException unbound) {
      proxy.stop();
      throw StartException.unbound(unbound);
    }
  }

  private static String everywhere(ProcessConfig config, Proxy.Addresses bound) {
    return Stream.concat(
            Stream.of(Addresses.text(bound.clients())), config.listen().additional().stream())
        .collect(Collectors.joining(", "));
  }

  private static Leading lead(Start begun, Proxy proxy, Proxy.Addresses addresses) {
    Leading leading = new Leading(begun.checked().endpoints(), begun.routes());
    leading.begin(servers -> begun.controller(begun.config(), servers, own(addresses)));
    proxy.restartWhen(leading::dead);
    proxy.alsoShow(leading::problems);
    return leading;
  }

  private static Optional<Endpoint> own(Proxy.Addresses addresses) {
    return addresses.control().map(ProcessLocator::reachable);
  }

  /**
   * Takes another file while it runs: every key that a running process takes, without losing a
   * session or a counter. A change of the failover's settings begins another controller.
   *
   * @param wanted the file
   * @return what it took, and what needs a restart
   * @throws StartException when it cannot run as the file says; nothing has changed then
   */
  synchronized LiveKeys<ProcessConfig> reload(ProcessConfig wanted) throws StartException {
    LiveKeys<ProcessConfig> keys = LiveKeys.between(running, wanted);
    ProcessConfig next = keys.running();
    List<String> misfits = ConfigFile.misfits(next);
    if (!misfits.isEmpty()) {
      throw new StartException(
          "it needs a restart as a whole, because without %s its other keys do not fit (%s)"
              .formatted(String.join(", ", keys.waiting()), String.join(" ", misfits)));
    }
    if (!keys.applied().isEmpty()) {
      ProxyConfig proxied = begun.proxy(next);
      if (!next.failover().equals(running.failover())) {
        leading.ifPresent(
            it -> it.begin(servers -> begun.controller(next, servers, own(addresses))));
      }
      proxy.reconfigure(proxied);
      running = next;
    }
    return keys;
  }

  /** {@return whether a change of the file is applied by itself} */
  boolean reloadsOnChange() {
    return begun.config().reloadOnChange();
  }

  /**
   * Has the file read anew on request.
   *
   * @param reloader reads and applies it
   */
  void reloadBy(Reloader reloader) {
    begun.routes().reloadBy(reloader::reload);
    proxy.alsoShow(() ->
        Stream.concat(
                leading.map(Leading::problems).orElse(List.of()).stream(),
                reloader.problems().stream())
            .toList());
  }

  /** In {@code RouteOnly} a server may answer what it likes: its check says what follows. */
  private static Preflight.Checked checked(ProcessConfig config, ServerLogin login, boolean leads)
      throws StartException {
    Endpoints endpoints = Addresses.resolve(config.servers());
    return config.mode() == Mode.ROUTE_ONLY
        ? Preflight.Checked.unseen(endpoints)
        : new Preflight(
                (server, where) -> server(server, where, login),
                config.failover().detection().timeout())
            .check(endpoints, Addresses.told(config.servers()), leads);
  }

  private static ServerAccess server(Server server, Endpoints endpoints, ServerLogin login) {
    return new ServerAccess(
        server, endpoints, ConnectionName.CONTROLLER, login, TimeLimits.DEFAULT);
  }

  private static Optional<String> off(ProcessConfig config) {
    if (config.mode() == Mode.ROUTE_ONLY) {
      return Optional.of("No controller runs here: `mode: RouteOnly` changes no server.");
    }
    return config.controller()
        ? Optional.empty()
        : Optional.of(
            "The controller is off in this process; ask the process with `controller: on`.");
  }

  /** {@return where clients connect} */
  public InetSocketAddress clients() {
    return addresses.clients();
  }

  /** {@return the statistics page, if it is served} */
  public Optional<URI> page() {
    return addresses
        .statistics()
        .map(address -> URI.create("http://" + ProcessLocator.reachable(address) + "/"));
  }

  /** {@return the controller, if this process leads} */
  public Optional<Controller> controller() {
    return leading.flatMap(Leading::controller);
  }

  /**
   * Stops the controller, then lets the proxy drain: no new clients, those that are there are
   * waited for as long as {@code timeouts.drain} says.
   */
  @Override
  public void close() {
    unfindable.run();
    names.ifPresent(NameWatch::close);
    leading.ifPresent(Leading::close);
    proxy.stop();
  }
}
