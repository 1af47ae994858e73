namespace Scim.Operations;

/// <summary>
/// A group of the operator's use cases. A class that implements it is registered by <see cref="OperationsServices.AddScimOperations"/>
/// without being named there.
/// </summary>
/// <remarks>
/// Every method refuses with <see cref="OperationRefusedException"/> alone. <see cref="Provisioning.StorageUnavailableException"/> is no
/// refusal: storage gave no definite answer in time.
/// </remarks>
public interface IOperations;
