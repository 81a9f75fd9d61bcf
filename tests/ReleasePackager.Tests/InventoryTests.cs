namespace ReleasePackager.Tests;

public sealed class InventoryTests : IDisposable
{
    private readonly BuildFolder _build = new();

    [Fact]
    public void Libraries_with_code_and_the_runtime_are_inside()
    {
        _build.AddLibrary("Only.Build", "1.0.0", "MIT", "lib/net10.0/_._");

        Assert.Equal(
            ["Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64 10.0.1", "Some.Library 1.2.3"],
            _build.Read().Select(static component => $"{component.Name} {component.Version}"));
    }

    [Fact]
    public void Compilers_other_platforms_and_the_runtime_that_is_not_taken_are_not()
    {
        _build.AddRuntime("runtime.linux-x64.Microsoft.DotNet.ILCompiler");
        _build.AddRuntime("Microsoft.NETCore.App.Runtime.linux-x64");
        _build.AddRuntime("Microsoft.AspNetCore.App.Runtime.win-x64");
        _build.AddRuntime("Microsoft.AspNetCore.App.Runtime.linux-x64");

        Assert.Equal(
            [
                "Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64",
                "Some.Library",
            ],
            _build.Read().Select(static component => component.Name));
    }

    [Fact]
    public void A_package_says_who_made_it_and_under_which_licence()
    {
        var library = _build.Read().Single(static component => component.Name == "Some.Library");

        Assert.Equal("Authors of Some.Library", library.Authors);
        Assert.Equal("MIT", library.License);
        Assert.Equal("Copyright of Some.Library", library.Copyright);
        Assert.Contains("Permission is hereby granted", library.LicenseText);
        Assert.Null(library.Notices);
        Assert.Equal("pkg:nuget/Some.Library@1.2.3", library.PackageUrl);
    }

    [Fact]
    public void A_package_that_brings_its_own_texts_is_quoted_with_them()
    {
        var folder = _build.AddRuntime("Microsoft.AspNetCore.App.Runtime.linux-x64");
        File.WriteAllText(Path.Combine(folder, "LICENSE.txt"), "its own licence");
        File.WriteAllText(Path.Combine(folder, "THIRD-PARTY-NOTICES.TXT"), "whose code it contains");

        var runtime = _build.Read()[0];

        Assert.Equal("its own licence", runtime.LicenseText);
        Assert.Equal("whose code it contains", runtime.Notices);
    }

    [Fact]
    public void A_package_without_a_licence_stops_the_release()
    {
        _build.AddLibrary("Unclear", "1.0.0", license: null, "lib/net10.0/Unclear.dll");

        Assert.Equal(
            "the package Unclear 1.0.0 does not name its licence",
            Assert.Throws<ReleaseException>(() => _build.Read()).Message);
    }

    [Fact]
    public void A_licence_without_a_text_stops_the_release()
    {
        _build.AddLibrary("Rare", "1.0.0", "Rare-1.0", "lib/net10.0/Rare.dll");

        Assert.Contains(
            "no text of the licence Rare-1.0", Assert.Throws<ReleaseException>(() => _build.Read()).Message);
    }

    [Fact]
    public void A_build_for_another_platform_stops_the_release() =>
        Assert.Contains(
            "is not of a build for osx-arm64",
            Assert.Throws<ReleaseException>(() => _build.Read(Platform.Named("darwin_arm64"))).Message);

    [Theory]
    [InlineData("MIT", "Permission is hereby granted")]
    [InlineData("BSD-3-Clause", "Redistribution and use in source and binary forms")]
    [InlineData("Apache-2.0", "Grant of Patent License")]
    public void The_licences_in_use_have_their_texts(string expression, string sentence) =>
        Assert.Contains(sentence, Licenses.TextOf(expression));

    public void Dispose() => _build.Dispose();
}
