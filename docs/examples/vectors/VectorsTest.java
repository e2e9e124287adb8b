import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
  static Stream<JsonNode> imported() throws Exception {
    JsonNode all = new ObjectMapper().readTree(new File(System.getenv("VECTORS"))).get("fingerprints");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(v -> v.get("origin").asText().equals("imported") && v.get("keyType").asText().equals("ed25519"));
  }

  @ParameterizedTest
  @MethodSource("imported")
  void fingerprint(JsonNode vector) throws Exception {
    byte[] blob = Base64.getDecoder().decode(vector.get("publicKey").asText().split(" ")[1]);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob); // call your emulator's own function here
    assertEquals(vector.get("fingerprint").asText(), Base64.getEncoder().encodeToString(digest));
  }
}
