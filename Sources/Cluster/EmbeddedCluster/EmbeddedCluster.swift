public import Cluster
import Kubernetes
public import Logging
import Synchronization

/// The cluster inside this process: kube-apiserver's request pipeline and storage without a network.
///
/// Controllers call it through ``Cluster``; an HTTP front calls the `raw…` functions, which hand out the stored
/// JSON texts without encoding anything again.
///
/// ```swift
/// let cluster = try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: "/var/lib/martlet"))
/// async let loops: Void = cluster.run()
/// let list = try await cluster.list(configMaps, namespace: "default", options: ListOptions())
/// ```
public final class EmbeddedCluster: Cluster {
    /// How a cluster is opened.
    public struct Configuration: Sendable {
        /// Where the state is kept; nil keeps it in memory only.
        public var stateDirectory: String?
        /// What an acknowledged write survives.
        public var durability: SQLiteStorage.Durability
        /// How many changes watches and exact lists can look back on.
        public var historyLimit: Int
        /// The time of day.
        public var clock: WallClock
        /// A store that is open already and takes the place of the state directory's; the cluster closes it.
        package var store: (any ObjectStore)?

        /// Full durability and 10,000 changes of history unless told otherwise.
        public init(
            stateDirectory: String?, durability: SQLiteStorage.Durability = .full, historyLimit: Int = 10_000,
            clock: WallClock = .system
        ) {
            self.stateDirectory = stateDirectory
            self.durability = durability
            self.historyLimit = historyLimit
            self.clock = clock
        }

        /// A cluster over a store that is open already.
        package init(sharing store: any ObjectStore, clock: WallClock = .system) {
            self.init(stateDirectory: nil, clock: clock)
            self.store = store
        }
    }

    let store: any ObjectStore
    let registry: TypeRegistry
    let clock: WallClock
    let logger: Logger
    /// The resource of namespaces, which the pipeline itself asks for.
    let namespaces: ServedResource
    /// The resource that declares custom resources.
    let definitions: ServedResource
    let compiled = Mutex<[String: CompiledDefinition]>([:])
    let objectConverter = Mutex<(any ObjectConverter)?>(nil)
    private let admissionControls = Mutex<[any AdmissionControl]>([])

    /// Opens the state, or creates it with the default namespaces.
    ///
    /// - Throws: `StorageError` when the state is in use, damaged or not accessible.
    public init(
        _ configuration: Configuration, logger: Logger = Logger(label: "martlet.cluster")
    ) async throws(StorageError) {
        store = try await Self.store(configuration)
        clock = configuration.clock
        self.logger = logger
        let builtin = ServedResource.builtin
        guard
            let namespaces = builtin.first(where: { $0.type.qualifiedName == ServedResource.Name.namespaces }
            ),
            let definitions = builtin.first(where: {
                $0.type.qualifiedName == ServedResource.Name.definitions
            })
        else {
            throw StorageError(
                code: .unavailable, path: "built-in kinds", reason: "namespaces or definitions are missing")
        }
        self.namespaces = namespaces
        self.definitions = definitions
        registry = TypeRegistry(builtin: builtin)
        for resource in registry.stored { _ = cache(resource) }
        refreshCustomResources()
        do throws(StatusError) { try await createDefaults() } catch {
            await store.close()
            throw StorageError(
                code: .unavailable, path: configuration.stateDirectory ?? "memory",
                reason: "the default namespaces cannot be created: \(error)")
        }
    }

    private static func store(
        _ configuration: Configuration
    ) async throws(StorageError) -> any ObjectStore {
        if let store = configuration.store { return store }
        return try await LocalStore.open(
            history: LocalStore.HistoryLimit(changes: configuration.historyLimit)
        ) {
            () throws(StorageError) -> any Storage in
            guard let directory = configuration.stateDirectory else { return MemoryStorage() }
            return try SQLiteStorage(directory: directory, durability: configuration.durability)
        }
    }

    /// Finishes the writes that have begun, ends all watches and closes the state.
    public func shutdown() async { await store.close() }

    /// The version of the last change.
    public var resourceVersion: String { String(store.resourceVersion) }

    // MARK: Types

    /// Every resource that is served, in every served version.
    public var resources: [ServedResource] { registry.resources }

    /// How often ``resources`` has changed; equal numbers mean equal resources.
    public var resourcesGeneration: Int { registry.generation }

    /// Tells each new ``resourcesGeneration``, so that discovery can be built again.
    public func resourceChanges() -> AsyncStream<Int> { registry.changes() }

    /// The resource that a path names, or nil.
    public func resource(group: String, version: String, plural: String) -> ServedResource? {
        registry[TypeRegistry.Address(group: group, version: version, plural: plural)]
    }

    /// How many objects of a resource there are.
    public func objectCount(_ resource: ServedResource) -> Int { cache(resource).count }

    /// Lets every write pass `control` from now on, after those that came before it.
    ///
    /// Admission reads its own configuration from the cluster, so it can only follow it into life.
    public func use(_ control: any AdmissionControl) { admissionControls.withLock { $0.append(control) } }

    /// Lets every watch that wants bookmarks send one now.
    package func sendBookmarks() { store.tick() }

    // MARK: For the pipeline

    /// What every write passes.
    var admission: (any AdmissionControl)? {
        let controls = admissionControls.withLock { $0 }
        return controls.count > 1 ? AdmissionSequence(controls: controls) : controls.first
    }

    /// What is known of a caller's type, or 404.
    func resolve(_ type: ResourceType) throws(StatusError) -> ServedResource {
        if let resource = registry[TypeRegistry.Address(type)] { return resource }
        throw StatusError(
            code: 404, reason: "NotFound", message: "the server could not find the requested resource",
            group: type.group, kind: type.plural)
    }

    /// The cache of a resource.
    func cache(_ resource: ServedResource) -> ResourceCache { store.cache(prefix: resource.prefix) }
}
