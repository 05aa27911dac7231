package io.redisfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.health.HealthServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import io.redisfailover.operator.reconcile.OperatorSettings;
import io.redisfailover.operator.reconcile.RedisFailoverReconciler;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator as a program. The environment, which the chart sets, configures it. */
public final class OperatorMain {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);
  private static final Duration TO_FINISH = Duration.ofSeconds(5);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
  private static final int WRONG_INPUT = 2;
  private static final int FAILED = 1;

  private OperatorMain() {}

  /** Runs until it is stopped. */
  public static void main(String[] arguments) {
    OperatorSettings settings;
    try {
      settings = OperatorSettings.from(System.getenv());
    } catch (IllegalArgumentException wrong) {
      LOG.error("{}", wrong.getMessage());
      System.exit(WRONG_INPUT);
      return;
    }
    try {
      run(
          settings,
          new KubernetesClientBuilder().withHttpClientFactory(new OkHttpClientFactory()).build());
    } catch (OperatorException | IOException failure) {
      LOG.error("Failed to start the operator.", failure);
      // Threads of the client still run and would keep the process alive.
      System.exit(FAILED);
    }
  }

  private static void run(OperatorSettings settings, KubernetesClient client) throws IOException {
    Leadership leadership =
        new Leadership(settings.lease(), settings.namespace(), settings.instance());
    OperatorMeters meters = new OperatorMeters(leadership::isLeading);
    RedisFailoverReconciler reconciler =
        new RedisFailoverReconciler(client, settings, InstantSource.system(), meters);
    Operator operator = operator(settings, client, leadership, meters);
    register(operator, reconciler, settings);
    HealthServer health = HealthServer.start(operator::getRuntimeInfo, meters::text);
    LOG.info("Watching RedisFailovers in {}.", where(settings));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  leadership.stopping();
                  reconciler.stopping();
                  operator.stop();
                  reconciler.close();
                  if (settings.leaderElection()) {
                    leadership.release(client);
                  }
                  client.close();
                  health.close();
                  meters.close();
                },
                "stop"));
    operator.start();
    forgetDeleted(client, settings, reconciler);
  }

  private static Operator operator(
      OperatorSettings settings,
      KubernetesClient client,
      Leadership leadership,
      OperatorMeters meters) {
    return new Operator(configuration -> {
      configuration.withKubernetesClient(client);
      // The shutdown hook needs the client for the lease.
      configuration.withCloseClientOnStop(false);
      configuration.withReconciliationTerminationTimeout(TO_FINISH);
      configuration.withMetrics(meters.ofTheReconciler());
      if (settings.leaderElection()) {
        configuration.withLeaderElectionConfiguration(leadership.election());
      } else {
        leadership.began();
      }
    });
  }

  private static void register(
      Operator operator, RedisFailoverReconciler reconciler, OperatorSettings settings) {
    operator.register(
        reconciler,
        configuration -> {
          configuration.withRetry(
              new GenericRetry()
                  .withoutMaxAttempts()
                  .setInitialInterval(FIRST_RETRY)
                  .setMaxInterval(LONGEST_RETRY.toMillis()));
          if (!settings.watched().isEmpty()) {
            configuration.settingNamespaces(settings.watched());
          }
        });
  }

  private static String where(OperatorSettings settings) {
    return settings.watched().isEmpty() ? "all namespaces" : settings.watched().toString();
  }

  /** A reconciler without a finalizer hears of no deletion. */
  private static void forgetDeleted(
      KubernetesClient client, OperatorSettings settings, RedisFailoverReconciler reconciler) {
    ResourceEventHandler<RedisFailover> forget =
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(RedisFailover added) {}

          @Override
          public void onUpdate(RedisFailover before, RedisFailover after) {}

          @Override
          public void onDelete(RedisFailover deleted, boolean unknown) {
            reconciler.forget(deleted);
          }
        };
    if (settings.watched().isEmpty()) {
      SharedIndexInformer<RedisFailover> unused =
          client.resources(RedisFailover.class).inAnyNamespace().inform(forget);
      return;
    }
    for (String namespace : settings.watched()) {
      SharedIndexInformer<RedisFailover> unused =
          client.resources(RedisFailover.class).inNamespace(namespace).inform(forget);
    }
  }
}
