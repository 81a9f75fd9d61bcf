namespace TerraformPlugin.Values;

/// <summary>The kinds of type that Terraform's type system has.</summary>
public enum TypeKind
{
    /// <summary>Unicode text.</summary>
    String,

    /// <summary>An exact decimal number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>Any type, decided by each value.</summary>
    Dynamic,

    /// <summary>Elements of one type, in order.</summary>
    List,

    /// <summary>Elements of one type, each once, in no order.</summary>
    Set,

    /// <summary>Elements of one type under string keys.</summary>
    Map,

    /// <summary>A fixed number of elements, each of its own type.</summary>
    Tuple,

    /// <summary>Named attributes, each of its own type.</summary>
    Object,
}
