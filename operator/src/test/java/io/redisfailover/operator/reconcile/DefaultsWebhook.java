package io.redisfailover.operator.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An admission webhook as clusters have them: it gives StatefulSets, Deployments and their pods a
 * label, an annotation, a variable of the environment and a toleration, and lets every image be
 * pulled. A second call changes nothing.
 */
final class DefaultsWebhook implements AutoCloseable {
  /** Namespaces with this label are those that it is called for. */
  static final String SCOPE = "example.com/defaults";

  /** The label and the annotation that it sets. */
  static final String MARK = "example.com/webhook";

  /** The variable of the environment that it sets. */
  static final String VARIABLE = "WEBHOOK";

  private static final String PASSWORD = "of-no-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final String certificate;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * Starts it.
   *
   * @param folder for its key
   */
  DefaultsWebhook(Path folder) throws IOException, InterruptedException {
    try {
      KeyStore keys = keys(folder.resolve("webhook.p12"));
      certificate = pem(keys.getCertificate("webhook").getEncoded());
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private static KeyStore keys(Path file)
      throws IOException, InterruptedException, GeneralSecurityException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "webhook",
                "-keyalg",
                "EC",
                "-dname",
                "CN=webhook",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IllegalStateException("keytool made no key.");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(byte[] certificate) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  /** {@return what makes the API server call it} */
  MutatingWebhookConfiguration configuration() {
    return new MutatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName("defaults")
        .endMetadata()
        .addNewWebhook()
        .withName("defaults.example.com")
        .withAdmissionReviewVersions("v1")
        .withSideEffects("None")
        .withFailurePolicy("Fail")
        .withNewNamespaceSelector()
        .addToMatchLabels(SCOPE, "true")
        .endNamespaceSelector()
        .addNewRule()
        .withApiGroups("apps")
        .withApiVersions("v1")
        .withOperations("CREATE", "UPDATE")
        .withResources("statefulsets", "deployments")
        .endRule()
        .withNewClientConfig()
        .withUrl("https://127.0.0.1:" + server.getAddress().getPort() + "/")
        .withCaBundle(
            Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.UTF_8)))
        .endClientConfig()
        .endWebhook()
        .build();
  }

  /** {@return how often it was called} */
  int calls() {
    return calls.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      calls.incrementAndGet();
      JsonNode request = JSON.readTree(exchange.getRequestBody()).path("request");
      ArrayNode patch = JSON.createArrayNode();
      replace(patch, "/metadata", marked(request.at("/object/metadata")));
      replace(patch, "/spec/template", withDefaults(request.at("/object/spec/template")));
      ObjectNode review =
          JSON.createObjectNode()
              .put("apiVersion", "admission.k8s.io/v1")
              .put("kind", "AdmissionReview");
      review
          .putObject("response")
          .put("uid", request.path("uid").asText())
          .put("allowed", true)
          .put("patchType", "JSONPatch")
          .put("patch", JSON.writeValueAsBytes(patch));
      byte[] body = JSON.writeValueAsBytes(review);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void replace(ArrayNode patch, String path, JsonNode value) {
    patch.addObject().put("op", "replace").put("path", path).set("value", value);
  }

  private static ObjectNode marked(JsonNode metadata) {
    ObjectNode marked = metadata.deepCopy();
    marked.withObject("/labels").put(MARK, "label");
    marked.withObject("/annotations").put(MARK, "annotation");
    return marked;
  }

  private static ObjectNode withDefaults(JsonNode template) {
    ObjectNode pods = template.deepCopy();
    pods.set("metadata", marked(pods.path("metadata")));
    ObjectNode spec = pods.withObject("/spec");
    ArrayNode tolerations = spec.withArray("/tolerations");
    unlessThere(tolerations, "key", MARK).put("operator", "Exists");
    for (JsonNode container : spec.withArray("/containers")) {
      ((ObjectNode) container).put("imagePullPolicy", "Always");
      unlessThere(((ObjectNode) container).withArray("/env"), "name", VARIABLE)
          .put("value", "default");
    }
    return pods;
  }

  private static ObjectNode unlessThere(ArrayNode list, String key, String value) {
    for (JsonNode entry : list) {
      if (entry.path(key).asText().equals(value)) {
        return (ObjectNode) entry;
      }
    }
    return list.addObject().put(key, value);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
