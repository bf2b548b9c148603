package dev.sluice.formats.keras.hdf;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import io.jhdf.Constants;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A group: children by name, and attributes that are texts. Links to other places and other files
/// are refused.
public final class HdfGroup {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private final HdfStorage storage;
  private final String path;
  private final ObjectHeader header;
  private final Map<String, Long> children;

  private HdfGroup(HdfStorage storage, String path, ObjectHeader header) {
    this.storage = storage;
    this.path = path;
    this.header = header;
    children = storage.guarded(this::readChildren);
  }

  /// Whether a file begins as HDF5 does.
  public static boolean isHdf(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && java.util.Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /// The root of a file.
  ///
  /// @throws FormatException if it is no HDF5, is damaged, or of a kind that is not read here
  public static HdfGroup root(Source source) {
    if (!isHdf(source.bytes())) {
      throw source.error(0, "no HDF5 file: it does not begin with the signature");
    }
    HdfStorage storage = new HdfStorage(source);
    return new HdfGroup(storage, "", storage.header(storage.root()));
  }

  /// Where it is in the file, without a leading slash.
  public String path() {
    return path;
  }

  /// The names of the children.
  public List<String> names() {
    return List.copyOf(children.keySet());
  }

  /// A child that is a group.
  ///
  /// @return empty if there is no child of this name
  /// @throws FormatException if it is a dataset, or damaged
  public Optional<HdfGroup> group(String name) {
    Long address = children.get(name);
    if (address == null) {
      return Optional.empty();
    }
    ObjectHeader found = storage.header(address);
    if (isDataset(found)) {
      throw error(join(name) + " is a dataset, not a group");
    }
    return Optional.of(new HdfGroup(storage, join(name), found));
  }

  /// A dataset of 32-bit floats, by names joined with slashes.
  ///
  /// @throws FormatException if it is missing, or of another kind
  public Tensor tensor(String name) {
    int slash = name.indexOf('/');
    if (slash >= 0) {
      return group(name.substring(0, slash))
          .orElseThrow(() -> missing(name))
          .tensor(name.substring(slash + 1));
    }
    Long address = children.get(name);
    if (address == null) {
      throw missing(name);
    }
    ObjectHeader found = storage.header(address);
    if (!isDataset(found)) {
      throw error(join(name) + " is a group, not a dataset");
    }
    return HdfDataset.read(storage, join(name), found);
  }

  /// An attribute that is a text or a list of texts.
  ///
  /// @return empty if there is none of this name, or an empty one
  /// @throws FormatException if it is no text
  public Optional<List<String>> texts(String attribute) {
    for (AttributeMessage message : header.getMessagesOfType(AttributeMessage.class)) {
      if (message.getName().equals(attribute)) {
        return HdfTexts.read(storage, path + "@" + attribute, message);
      }
    }
    return Optional.empty();
  }

  /// An error at this group.
  public FormatException error(String message) {
    return storage.source().error(header.getAddress(), message);
  }

  private FormatException missing(String name) {
    return error("\"" + join(name) + "\" is missing; here are " + children.keySet());
  }

  private String join(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  private static boolean isDataset(ObjectHeader header) {
    return header.hasMessageOfType(DataSpaceMessage.class);
  }

  private Map<String, Long> readChildren() {
    Map<String, Long> found = new LinkedHashMap<>();
    if (header.hasMessageOfType(SymbolTableMessage.class)) {
      SymbolTableMessage table = header.getMessageOfType(SymbolTableMessage.class);
      ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
      BTreeV1 tree = BTreeV1.createGroupBTree(storage, table.getBTreeAddress());
      for (long node : tree.getChildAddresses()) {
        for (SymbolTableEntry entry :
            new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
          String name = name(names, entry.getLinkNameOffset());
          if (entry.getCacheType() == 2) {
            throw error("\"" + join(name) + "\" is a link; links are not followed");
          }
          put(found, name, entry.getObjectHeaderAddress());
        }
      }
    } else if (header.hasMessageOfType(LinkInfoMessage.class)) {
      LinkInfoMessage info = header.getMessageOfType(LinkInfoMessage.class);
      if (info.getBTreeNameIndexAddress() != Constants.UNDEFINED_ADDRESS) {
        throw error(
            "\""
                + path
                + "\" keeps its children in a heap, which Keras does not write and is not"
                + " read here; write it with libver=\"earliest\"");
      }
      for (LinkMessage link : header.getMessagesOfType(LinkMessage.class)) {
        if (link.getLinkType() != LinkMessage.LinkType.HARD) {
          throw error("\"" + join(link.getLinkName()) + "\" is a link; links are not followed");
        }
        put(found, link.getLinkName(), link.getHardLinkAddress());
      }
    }
    return found;
  }

  private void put(Map<String, Long> found, String name, long address) {
    storage.source().allocate(96 + 2L * name.length(), header.getAddress(), "a name");
    if (found.put(name, address) != null) {
      throw error("a second \"" + join(name) + "\"; the file is hostile");
    }
  }

  /// A text that ends at a zero; jHDF's own way makes a copy before anything was charged.
  private String name(ByteBuffer heap, int from) {
    int end = from;
    while (end < heap.limit() && heap.get(end) != 0) {
      end++;
    }
    if (end == heap.limit()) {
      throw error("a name without an end; the file is damaged");
    }
    storage.source().allocate(end - from, header.getAddress(), "a name");
    byte[] bytes = new byte[end - from];
    heap.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
