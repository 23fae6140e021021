//! What a node and a link are, and how that is written in files, classes and attributes.

use std::fmt;

use serde::{Serialize, Serializer};

/// A closed set of words, each with its spelling.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $spelling:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
        }

        impl $name {
            /// Returns its spelling.
            pub fn name(self) -> &'static str {
                match self {
                    $($name::$word => $spelling,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str(self.name())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}

words! {
    /// The kinds of nodes.
    NodeKind {
        /// A resource, or something in a resource, without a kind of its own.
        #[default]
        Resource = "resource",
        /// A thing that the template names and does not make.
        Existing = "existing",
        /// The frame of a region.
        Region = "region",
        /// A VPC.
        Vpc = "vpc",
        /// An availability zone.
        Zone = "availability-zone",
        /// A subnet with a way to the internet and back.
        PublicSubnet = "public-subnet",
        /// A subnet that nobody outside reaches.
        PrivateSubnet = "private-subnet",
        /// A subnet of which the template does not say whether it is public.
        Subnet = "subnet",
        /// The servers of Lightsail, which have a network of their own.
        Lightsail = "lightsail",
        /// A cluster of containers or of databases.
        Cluster = "cluster",
        /// A security group.
        SecurityGroup = "security-group",
        /// A group of instances that grows and shrinks.
        ScalingGroup = "auto-scaling-group",
        /// A box around what runs in several subnets at once.
        Spanning = "spanning",
        /// A box of a leaf that holds others.
        Room = "room",
        /// The storage of a cluster of databases.
        Storage = "storage",
        /// A pipeline.
        Pipeline = "pipeline",
        /// A stage of a pipeline.
        Stage = "stage",
        /// The interface that AWS makes in a subnet for the attachment of a transit gateway.
        TransitGatewayInterface = "transit-gateway-interface",
        /// Another stack, which this one takes values from.
        OtherStack = "other-stack",
    }
}

words! {
    /// The kinds of links.
    LinkKind {
        /// A flow, or a call.
        #[default]
        Flow = "flow",
        /// A reference in the template.
        Reference = "reference",
        /// A value that another stack puts out.
        Output = "output",
        /// From a nested stack to the network that it makes.
        Making = "making",
        /// From who moves a server's traffic elsewhere to that server.
        Control = "control",
        /// From who sends packets on to whom their routes lead.
        Route = "route",
        /// From a host to its interface in another subnet.
        Part = "part",
    }
}

impl NodeKind {
    /// Returns true for a subnet, public or not.
    pub fn is_subnet(self) -> bool {
        matches!(self, NodeKind::PublicSubnet | NodeKind::PrivateSubnet | NodeKind::Subnet)
    }
}
